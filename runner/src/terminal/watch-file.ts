import { type FSWatcher, watch } from 'node:fs'
import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** How often the file is looked at where changes are not told: a save must show within a tenth of a second. */
const pollEveryMs = 80
/** How often it is looked at where they are: a system that tells nothing is found out by it. */
const checkEveryMs = 1_000
/** A change that was not told after so long is not going to be, however busy the machine is. */
const lateMs = 500
/** Editors write in steps: what follows within this time belongs to the same save. */
const sameSaveMs = 10
/** Some editors empty the file first, and fill it when they get to it. */
const emptyMs = 80

/** Numbers by which Linux knows file systems on which changes made elsewhere are not told: NFS, SMB, 9P, FUSE. */
const silentFileSystems = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546]

/** Has the system tell that something in `folder` may have changed. Throws, or tells a failure, when it can't. */
export type WatchFolder = (
  folder: string,
  onChange: () => void,
  onFailure: () => void,
) => Pick<FSWatcher, 'close'> | undefined

export interface SaveListener {
  /** The file was saved, in place or by a new file in its place. */
  readonly onSave: () => void
  /** From now on the file is looked at again and again, as nobody tells of changes. Called once at most. */
  readonly onPoll?: () => void
}

/**
 * Tells whenever a file was saved. A notice of the system is only a reason to look at the file: what counts is its size
 * and time. Where it changes without a notice (WSL, network and container file systems), it is polled from then on.
 */
export async function watchFile(
  file: string,
  listener: SaveListener,
  watchFolder: WatchFolder = watchBySystem,
): Promise<Disposable> {
  const [seen, isSilent] = await Promise.all([lookAt(file), isOnSilentFileSystem(file)])
  return new FileWatch({ file, seen, listener, watchFolder: isSilent ? () => undefined : watchFolder })
}

interface FileWatchOptions {
  readonly file: string
  readonly seen: Sight
  readonly listener: SaveListener
  readonly watchFolder: WatchFolder
}

class FileWatch implements Disposable {
  readonly #file: string
  readonly #listener: SaveListener
  #seen: Sight
  #notices: Pick<FSWatcher, 'close'> | undefined
  #noticeCount = 0
  #timer: NodeJS.Timeout
  #saveTimer: NodeJS.Timeout | undefined
  #lateTimer: NodeJS.Timeout | undefined
  /** Looks follow each other, so that none brings old news. */
  #looking: Promise<void> = Promise.resolve()
  #isOver = false

  constructor({ file, seen, listener, watchFolder }: FileWatchOptions) {
    this.#file = file
    this.#listener = listener
    this.#seen = seen
    this.#timer = setInterval(() => this.#check(), checkEveryMs)
    try {
      this.#notices = watchFolder(
        dirname(file),
        () => this.#notice(),
        () => this.#poll(),
      )
    } catch {
      // The system has no more watches to give.
    }
    if (this.#notices === undefined) this.#poll()
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    clearInterval(this.#timer)
    clearTimeout(this.#saveTimer)
    clearTimeout(this.#lateTimer)
    this.#notices?.close()
  }

  #notice(): void {
    this.#noticeCount += 1
    this.#look((sight) => this.#take(sight))
  }

  #look(then: (sight: Sight) => void): void {
    this.#looking = this.#looking.then(async () => {
      const sight = await lookAt(this.#file)
      if (!this.#isOver) then(sight)
    })
  }

  #take(sight: Sight): void {
    if (sight === this.#seen) return
    this.#seen = sight
    clearTimeout(this.#saveTimer)
    // Whoever took it away is going to put it back, or wants no verdict.
    if (sight === 'gone') return
    this.#saveTimer = setTimeout(this.#listener.onSave, isEmpty(sight) ? emptyMs : sameSaveMs)
  }

  /** Polls from now on if a change is there of which no notice comes. */
  #check(): void {
    this.#look((sight) => {
      if (sight === this.#seen) return
      clearTimeout(this.#lateTimer)
      const before = this.#noticeCount
      const conclude = (): void => {
        if (this.#noticeCount === before) this.#poll()
      }
      // What the system has told meanwhile, but this process had no time to hear, is heard before the immediate.
      this.#lateTimer = setTimeout(() => setImmediate(conclude), lateMs)
    })
  }

  #poll(): void {
    if (this.#isOver) return
    this.#notices?.close()
    clearInterval(this.#timer)
    clearTimeout(this.#lateTimer)
    this.#timer = setInterval(() => this.#look((sight) => this.#take(sight)), pollEveryMs)
    this.#look((sight) => this.#take(sight))
    this.#listener.onPoll?.()
  }
}

/** What can be seen of a file without reading it. */
type Sight = 'gone' | `${bigint} bytes of ${bigint}`

async function lookAt(file: string): Promise<Sight> {
  try {
    const { size, mtimeNs } = await stat(file, { bigint: true })
    return `${size} bytes of ${mtimeNs}`
  } catch {
    return 'gone'
  }
}

function isEmpty(sight: Sight): boolean {
  return sight.startsWith('0 ')
}

const watchBySystem: WatchFolder = (folder, onChange, onFailure) => watch(folder, onChange).on('error', onFailure)

async function isOnSilentFileSystem(file: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const { type } = await statfs(dirname(file))
  return silentFileSystems.includes(type)
}

import { once } from 'node:events'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { watch } from 'chokidar'

const pollEveryMs = 200
/** Editors write in steps: what follows within this time belongs to the same save. */
const sameSaveMs = 15

/** Numbers by which Linux knows file systems on which changes made elsewhere are not told: NFS, SMB, 9P, FUSE. */
const silentFileSystems = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546]

interface WatchedFile extends AsyncDisposable {
  /** The file is looked at again and again, as its file system tells no changes. */
  readonly isPolled: boolean
}

/** Calls `onSave` whenever the file was written, also by an editor that puts a new file in its place. */
export async function watchFile(file: string, onSave: () => void): Promise<WatchedFile> {
  const isPolled = await isOnSilentFileSystem(file)
  const watcher = watch(dirname(file), {
    depth: 0,
    ignoreInitial: true,
    ignored: (path) => path !== file && path !== dirname(file),
    usePolling: isPolled,
    interval: pollEveryMs,
  })
  let timer: NodeJS.Timeout | undefined
  watcher.on('all', (event, path) => {
    if (path !== file || (event !== 'add' && event !== 'change')) return
    clearTimeout(timer)
    timer = setTimeout(onSave, sameSaveMs)
  })
  await once(watcher, 'ready')
  return {
    isPolled,
    [Symbol.asyncDispose]: async () => {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}

async function isOnSilentFileSystem(file: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const { type } = await statfs(dirname(file))
  return silentFileSystems.includes(type)
}

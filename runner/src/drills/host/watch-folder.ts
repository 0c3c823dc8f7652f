import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { watch } from 'chokidar'
import type { Stage } from './stage.ts'

interface Watching {
  readonly change: (text: string) => void
  readonly signal: AbortSignal
}

/** Editors write a file in several steps. */
const settleMs = 150

/** Starts again what belongs to each file that is saved, until `signal` is aborted. Resolves when no save can be missed. */
export async function watchFolder(stage: Stage, { change, signal }: Watching): Promise<void> {
  const files = [
    ...new Set([...stage.programs.flatMap((each) => each.files), ...stage.saveActions.flatMap((each) => each.files)]),
  ]
  const texts = new Map<string, string>()
  for (const file of files) texts.set(file, await read(stage, file))
  const timers = new Map<string, NodeJS.Timeout>()
  const look = async (file: string): Promise<void> => {
    const text = await read(stage, file)
    if (text === texts.get(file)) return
    const before = texts.get(file) ?? ''
    texts.set(file, text)
    change(`${file} is saved: ${describeChange(before, text)}`)
    await stage.reload(file)
  }
  // A file that can't be used must not end the drill.
  const fail = (error: unknown): void => stage.tell(`What was saved could not be put to use: ${String(error)}`)
  const watcher = watch(
    files.map((file) => join(stage.folder, file)),
    { ignoreInitial: true },
  )
  watcher.on('all', (_event, path) => {
    const file = files.find((each) => join(stage.folder, each) === path)
    if (file === undefined) return
    clearTimeout(timers.get(file))
    timers.set(
      file,
      setTimeout(() => void look(file).catch(fail), settleMs),
    )
  })
  stage.onEnd(() => watcher.close())
  await Promise.race([once(watcher, 'ready'), once(signal, 'abort')])
  // What was saved while the watcher got ready.
  await Promise.all(files.map((file) => look(file).catch(fail)))
  if (signal.aborted) await watcher.close()
}

function read(stage: Stage, file: string): Promise<string> {
  return readFile(join(stage.folder, file), 'utf8').catch(() => '')
}

/** The first line that is new, and how many there are. */
export function describeChange(before: string, after: string): string {
  const old = new Set(before.split('\n').map((line) => line.trim()))
  const fresh = after.split('\n').filter((line) => line.trim() !== '' && !old.has(line.trim()))
  const [first] = fresh
  if (first === undefined) return 'lines were removed'
  return fresh.length === 1 ? first.trim() : `${first.trim()} and ${fresh.length - 1} more`
}

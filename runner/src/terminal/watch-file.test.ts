import { mkdtemp, open, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type WatchFolder, watchFile } from './watch-file.ts'

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-watch-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'sum.ts')
  await writeFile(file, '1')
  return file
}

async function watched(file: string, watchFolder?: WatchFolder) {
  const listener = { onSave: vi.fn(), onPoll: vi.fn() }
  const watch = await watchFile(file, listener, watchFolder)
  onTestFinished(() => watch[Symbol.dispose]())
  return listener
}

/** Longer than anything that belongs to one save. */
const laterMs = 200
const later = () => new Promise((done) => setTimeout(done, laterMs))
const saves = (listener: Awaited<ReturnType<typeof watched>>, times: number) =>
  vi.waitFor(() => expect(listener.onSave).toHaveBeenCalledTimes(times), { timeout: 5_000 })

test('a save in place is told once, and what lies beside the file is not told', async () => {
  const file = await temporaryFile()
  const listener = await watched(file)
  await writeFile(`${file}.md`, 'beside')
  await writeFile(file, '2')
  await saves(listener, 1)
  await later()
  await saves(listener, 1)
  expect(listener.onPoll).not.toHaveBeenCalled()
})

test('a new file put in its place is one save, as vim and JetBrains do it', async () => {
  const file = await temporaryFile()
  const listener = await watched(file)
  await writeFile(`${file}.part`, '22')
  await rename(`${file}.part`, file)
  await saves(listener, 1)
  // With a backup, as vim does where it may not write a second name.
  await rename(file, `${file}~`)
  await writeFile(file, '333')
  await saves(listener, 2)
  await later()
  await saves(listener, 2)
})

test('a file that was deleted is no save, and its return is one', async () => {
  const file = await temporaryFile()
  const listener = await watched(file)
  await rm(file)
  await later()
  expect(listener.onSave).not.toHaveBeenCalled()
  await writeFile(file, 'back')
  await saves(listener, 1)
})

test('a file that is emptied and filled a moment later is one save', async () => {
  const file = await temporaryFile()
  const listener = await watched(file)
  await using handle = await open(file, 'w')
  await new Promise((done) => setTimeout(done, 40))
  await handle.write('filled')
  await saves(listener, 1)
  await later()
  await saves(listener, 1)
})

test('a save that changes nothing is a save', async () => {
  const file = await temporaryFile()
  const listener = await watched(file)
  await utimes(file, new Date(), new Date(Date.now() + 5_000))
  await saves(listener, 1)
})

test('where no notice ever comes, the first save is found all the same, and the file is polled from then on', async () => {
  const file = await temporaryFile()
  const listener = await watched(file, () => ({ close: () => undefined }))
  await writeFile(file, '22')
  await saves(listener, 1)
  expect(listener.onPoll).toHaveBeenCalledTimes(1)
  await writeFile(file, '333')
  await saves(listener, 2)
  expect(listener.onPoll).toHaveBeenCalledTimes(1)
})

test.for<[string, WatchFolder]>([
  [
    'has no watch to give',
    () => {
      throw Object.assign(new TypeError('no space left for watches'), { code: 'ENOSPC' })
    },
  ],
  [
    'gives up later',
    (_folder, _onChange, onFailure) => {
      setImmediate(onFailure)
      return { close: () => undefined }
    },
  ],
])('where the system %s, the file is polled', async ([, watchFolder]) => {
  const file = await temporaryFile()
  const listener = await watched(file, watchFolder)
  await vi.waitFor(() => expect(listener.onPoll).toHaveBeenCalledTimes(1))
  await writeFile(file, '22')
  await saves(listener, 1)
})

test('nothing is told after the end', async () => {
  const file = await temporaryFile()
  const onSave = vi.fn()
  const watch = await watchFile(file, { onSave })
  await writeFile(file, '22')
  watch[Symbol.dispose]()
  await later()
  expect(onSave).not.toHaveBeenCalled()
})

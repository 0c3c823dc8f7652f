import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises'
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

/** Notices that the test gives, and time that stands still; each look at a changed file sets one timer. */
function noticesInHand() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const timers = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => {
    timers.mockRestore()
    vi.useRealTimers()
  })
  let notice = (): void => undefined
  const watchFolder: WatchFolder = (_folder, onChange) => {
    notice = onChange
    return { close: () => undefined }
  }
  const looksThatFoundSomething = async (count: number): Promise<void> => {
    while (timers.mock.calls.length < count) await new Promise((done) => setImmediate(done))
  }
  return { watchFolder, looksThatFoundSomething, notice: () => notice() }
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
  const { notice, watchFolder, looksThatFoundSomething } = noticesInHand()
  const { onSave } = await watched(file, watchFolder)
  await writeFile(file, '')
  notice()
  await looksThatFoundSomething(1)
  vi.advanceTimersByTime(70)
  expect(onSave).not.toHaveBeenCalled()
  await writeFile(file, 'filled')
  notice()
  await looksThatFoundSomething(2)
  vi.advanceTimersByTime(200)
  expect(onSave).toHaveBeenCalledTimes(1)
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

test('nothing is told after the end, not even of a save that had begun', async () => {
  const file = await temporaryFile()
  const { notice, watchFolder, looksThatFoundSomething } = noticesInHand()
  const onSave = vi.fn()
  const watch = await watchFile(file, { onSave }, watchFolder)
  await writeFile(file, '22')
  notice()
  await looksThatFoundSomething(1)
  watch[Symbol.dispose]()
  vi.advanceTimersByTime(200)
  expect(onSave).not.toHaveBeenCalled()
})

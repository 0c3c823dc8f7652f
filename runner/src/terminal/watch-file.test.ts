import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchFile } from './watch-file.ts'

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-watch-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'sum.ts')
  await writeFile(file, '1')
  return file
}

test('a save in place and a save by a new file are both told, and what lies beside the file is not', async () => {
  const file = await temporaryFile()
  const onSave = vi.fn()
  await using _watched = await watchFile(file, onSave)
  await writeFile(`${file}.md`, 'beside')
  await writeFile(file, '2')
  await vi.waitFor(() => expect(onSave).toHaveBeenCalledTimes(1))
  await writeFile(`${file}.part`, '3')
  await rename(`${file}.part`, file)
  await vi.waitFor(() => expect(onSave).toHaveBeenCalledTimes(2))
})

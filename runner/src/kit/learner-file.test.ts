import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { learnerFile } from './learner-file.ts'

const name = `learner-file-${process.pid}.conf`

describe('learnerFile', () => {
  test('reads the file beside the test, as it is now', () => {
    const path = join(import.meta.dirname, name)
    onTestFinished(() => rmSync(path, { force: true }))
    for (const text of ['first', 'second']) {
      writeFileSync(path, text)
      expect(learnerFile(name)).toMatchObject({ name, path, text })
    }
  })

  test('refuses a file that is not there, by name', () => {
    expect(() => learnerFile('nowhere.conf')).toThrow(
      expect.objectContaining({ name: 'RefusedFile', message: expect.stringContaining('no file nowhere.conf') }),
    )
  })
})

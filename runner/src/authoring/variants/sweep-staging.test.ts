import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sweepStaging } from './sweep-staging.ts'

test('only old folders of the gate are removed', async () => {
  const root = mkdtempSync(join(tmpdir(), 'sweep-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const hoursAgo = Date.now() / 1000 - 2 * 3600
  for (const name of ['0mwr6ato4-0000-35d4e7fc6ff3', 'types-12-abc', 'somebody-elses', '0mwr6ato5-0000-35d4e7fc6ff4']) {
    mkdirSync(join(root, '.staging', name), { recursive: true })
    if (!name.startsWith('0mwr6ato5')) utimesSync(join(root, '.staging', name), hoursAgo, hoursAgo)
  }
  await sweepStaging(root)
  expect(readdirSync(join(root, '.staging'))).toEqual(['0mwr6ato5-0000-35d4e7fc6ff4', 'somebody-elses'])
})

test('a clone that never staged anything is fine', async () => {
  await expect(sweepStaging(join(tmpdir(), 'nowhere-at-all'))).resolves.toBeUndefined()
})

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { loadKata, loadKataFingerprint } from '../../runner/src/course/index.ts'
import { buildSite } from './support/build-site.ts'
import { writeCourse } from './support/write-course.ts'

const proof = {
  ...{ format: 'loadbearing proof 1', kata: 'add-up', at: '2026-01-01T10:00:00.000Z', seed: 7, repeats: 3 },
  ...{ command: 'npx kata dev check add-up --repeat 3 --seed 7', isStressed: false },
  versions: { loadbearing: '9.8.7', node: 'v26.0.0', platform: 'linux x64' },
  servers: [{ service: 'redis', version: '8.0.1', provider: 'docker' }],
  rules: { passed: 34, failed: 0, skipped: 1 },
  variants: [
    { path: 'solution/add-up.ts', kind: 'solution', outcomes: { passed: 4 }, slowestSeconds: 1.5, evidence: [] },
    {
      ...{ path: 'wrong/off-by-one.ts', kind: 'wrong', outcomes: { failed: 4 }, slowestSeconds: 1, evidence: [] },
      ...{ failedTest: 'A sum', message: 'It was 1 (expected 2).' },
    },
  ],
}

/** Builds the site with one proof, and gives its page, and what the build said. */
async function build(render: (fingerprint: string) => string) {
  const course = writeCourse()
  onTestFinished(() => rmSync(course, { recursive: true, force: true }))
  const folder = join(course, 'proofs')
  mkdirSync(folder)
  writeFileSync(join(folder, 'add-up.json'), render(loadKataFingerprint(await loadKata(course, 'add-up'))))
  vi.stubEnv('KATA_PROOFS', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { exitCode, output } = await buildSite(course)
  const read = () =>
    readFileSync(join(course, 'dist/katas/add-up/proof/index.html'), 'utf8').replaceAll(/<[^>]*>/g, ' ')
  return { exitCode, output, text: exitCode === 0 ? read() : '' }
}

test('a recorded run stands with date, command, servers and what each variant did', async () => {
  const { text } = await build((fingerprint) => JSON.stringify({ ...proof, fingerprint }))
  for (const part of ['2026-01-01 10:00 UTC', proof.command, 'redis 8.0.1 (docker)', 'loadbearing 9.8.7'])
    expect(text).toContain(part)
  expect(text).toMatch(/34 hold, 0 broken, 1 not judged/)
  expect(text).toMatch(/solution\/add-up\.ts\s+passed 4 times\s+1\.5 s/)
  expect(text).toMatch(/wrong\/off-by-one\.ts\s+failed 4 times, by: A sum\s+It was 1 \(expected 2\)\./)
})

test('what was measured of another version of the kata is not shown', async () => {
  const { text } = await build(() => JSON.stringify({ ...proof, fingerprint: 'earlier' }))
  expect(text).toContain('The kata changed since the gate was recorded')
  expect(text).not.toMatch(/34 hold|passed 4 times|8\.0\.1/)
})

test('a proof that is torn fails the build with its file', async () => {
  const { exitCode, output } = await build(() => '{"format":')
  expect(exitCode).toBe(3)
  expect(output).toMatch(/add-up\.json.*kata dev check --proof/s)
})

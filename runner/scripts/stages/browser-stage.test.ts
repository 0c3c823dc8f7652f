import { expect, onTestFinished, test, vi } from 'vitest'
import { browserStage } from './browser-stage.ts'
import type { StageContext } from './stage.ts'

vi.mock('../servers/debian-packages.ts', () => ({ canInstallPackages: () => false }))

const stage = browserStage({ name: 'pages', run: async () => ({ passed: 3, failed: 0, skipped: 2 }) })

async function run(chromium: string, isCI: boolean) {
  vi.stubEnv('CHROMIUM', chromium)
  onTestFinished(() => void vi.unstubAllEnvs())
  const written: string[] = []
  const write = (text: string) => void written.push(text)
  const counts = await stage.run({ root: '/', write, isCI, onEnd: () => {} } satisfies StageContext)
  return { counts, output: written.join('') }
}

test('with a browser a stage counts as it is', async () => {
  expect(await run(process.execPath, true)).toEqual({ counts: { passed: 3, failed: 0, skipped: 2 }, output: '' })
})

test('without one the reason is told, and in CI that is a failure', async () => {
  const person = await run('/nowhere', false)
  expect(person.counts).toEqual({ passed: 3, failed: 0, skipped: 2 })
  expect(person.output).toContain(' - Chromium: tests in a browser are skipped.')
  expect((await run('/nowhere', true)).counts).toEqual({ passed: 3, failed: 1, skipped: 2 })
})

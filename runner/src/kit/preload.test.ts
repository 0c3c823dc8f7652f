import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { serviceNames } from '../services/service.ts'

const url = new URL('./preload.ts', import.meta.url)

test('all that can be loaded ahead is loaded without vitest, for every service', () => {
  const script = `import { preload } from '${url}'; await preload(${JSON.stringify(serviceNames)}); process.exit(0)`
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
    { encoding: 'utf8', cwd: import.meta.dirname },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
}, 30_000)

test('whatever the kit makes its fixtures of is loaded ahead', () => {
  const kit = readFileSync(new URL('./test.ts', import.meta.url), 'utf8')
  const parts = [...kit.matchAll(/^import (?!type ).*from '(\.\/.*)'$/gm)].map(([, part]) => part)
  const ahead = readFileSync(url, 'utf8')
  expect(parts).toContain('./gate.ts')
  // What extends vitest's `test` needs vitest, and asks for the rest when a test does.
  const withVitest = ['./drill/test-with-drill.ts']
  expect(parts.filter((part) => !withVitest.includes(part ?? '') && !ahead.includes(`import('${part}')`))).toEqual([])
})

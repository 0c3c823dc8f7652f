import { expect, test } from 'vitest'
import { runTool } from './run-tool.ts'

const call = { args: ['--version'], folder: import.meta.dirname }

test('a program of an installed package is run', async () => {
  expect(await runTool({ ...call, packageName: 'typescript', program: 'bin/tsc' })).toMatch(/^Version \d/)
})

test('a package that is not installed is told apart from a program that finds nothing', async () => {
  expect(await runTool({ ...call, packageName: 'no-such-package', program: 'bin/x' })).toBeUndefined()
})

test('a program that fails without a word is an error, not an empty result', async () => {
  await expect(runTool({ ...call, packageName: 'typescript', program: 'bin/nowhere' })).rejects.toThrow('said nothing')
})

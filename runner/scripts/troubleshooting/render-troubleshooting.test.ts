import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { troubles } from '../../src/machine/troubles.ts'
import { renderTroubleshooting } from './render-troubleshooting.ts'

test('docs/troubleshooting.md is what the doctor knows', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../docs/troubleshooting.md'), 'utf8')
  const command = 'node runner/bin/pinned-node.cjs runner/scripts/write-troubleshooting.ts'
  expect(text, `Run \`${command}\`.`).toBe(renderTroubleshooting())
})

test('it has a row of each trouble, and of each error of a machine that is not ready', () => {
  const text = renderTroubleshooting()
  for (const { code, symptom } of troubles) expect(text).toContain(`| \`${code}\` | ${symptom} |`)
  expect(text).toContain('| `CONTAINER_ENGINE_NOT_FOUND` |')
  expect(text).not.toContain('UNKNOWN_KATA')
})

import { expect, test } from 'vitest'
import { parseBrief } from './parse-brief.ts'

test('headings that are missing or empty are told', () => {
  const brief = parseBrief('# Title\n\n## Situation\n\nBad.\n\n## Your task\n\n## How it is judged\n\nOnce.\n')
  expect(brief.missing).toEqual(['Your task', 'Not needed', 'Further reading'])
})

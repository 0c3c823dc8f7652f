import { expect, test } from 'vitest'
import type { CompletionCommand } from './completion-command.ts'
import { renderBashCompletion } from './render-bash-completion.ts'
import { renderFishCompletion } from './render-fish-completion.ts'
import { renderZshCompletion } from './render-zsh-completion.ts'

const commands: readonly CompletionCommand[] = [
  {
    name: 'demo',
    summary: "Run a lesson's demo",
    options: [{ names: ['--json'], summary: 'As JSON: what holds, and what doesn’t' }],
    arguments: [{ values: { kind: 'lessons' }, isRepeated: false }],
  },
  { name: 'dev check', summary: "The author's gate", options: [], arguments: [] },
]

test('an apostrophe in a summary ends no quotation', () => {
  expect(renderZshCompletion(commands)).toContain("'demo:Run a lesson'\\''s demo'")
  expect(renderFishCompletion(commands)).toContain("-d 'Run a lesson\\'s demo'")
})

test('without an option that takes a value no case is left empty', () => {
  expect(renderBashCompletion(commands)).not.toMatch(/^\s*\) isValue/m)
  expect(renderZshCompletion(commands)).not.toContain('() isValue')
  expect(renderFishCompletion(commands)).not.toMatch(/contains -- \$word *$/m)
})

test.each([
  ['bash', renderBashCompletion],
  ['zsh', renderZshCompletion],
  ['fish', renderFishCompletion],
])('%s asks the program for the names of the course', (_, render) => {
  expect(render(commands)).toMatch(/_kata_names "?lessons/)
  expect(render(commands)).toContain('kata completion --names')
})

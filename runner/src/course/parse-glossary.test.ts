import { expect, test } from 'vitest'
import { parseGlossary } from './parse-glossary.ts'

const text = `# Glossary

The words of the field.

**Outbox.** A table in which events wait.

It is in the same database.

**Quorum.** How many must agree.
`

test('each term has its text and its line, and a term may have several paragraphs', () => {
  expect(parseGlossary(text)).toEqual({
    opening: 'The words of the field.',
    terms: [
      { term: 'Outbox', text: 'A table in which events wait.\n\nIt is in the same database.', line: 5 },
      { term: 'Quorum', text: 'How many must agree.', line: 9 },
    ],
  })
})

test('a term without text, or one that is explained twice, is an error with its line', () => {
  expect(() => parseGlossary('**Outbox.**', 'lessons/glossary.md')).toThrow(
    'lessons/glossary.md:1: expected text after **Outbox.**, got nothing',
  )
  expect(() => parseGlossary(`${text}\n**Outbox.** Again.`)).toThrow('expected every term once, got "Outbox" again')
})

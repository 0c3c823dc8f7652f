import { expect, test } from 'vitest'
import { parseLessonBlocks } from './parse-lesson-blocks.ts'

const parse = (body: string) => parseLessonBlocks(body, { file: 'l.md', firstLine: 1 })
const fence = (info: string, ...lines: string[]): string => [`\`\`\`${info}`, ...lines, '```'].join('\n')

test('a prediction is read from YAML', () => {
  const [block] = parse(
    fence(
      'predict',
      'question: Why?',
      'options:',
      '  - text: A',
      '    correct: true',
      '    why: So.',
      '  - text: B',
      '    why: No.',
    ),
  )
  expect(block).toMatchObject({
    kind: 'predict',
    prediction: {
      question: 'Why?',
      options: [
        { text: 'A', correct: true },
        { text: 'B', correct: false },
      ],
    },
  })
})

test('a prediction without a right option is refused with its line', () => {
  const body = `text\n\n${fence('predict', 'question: Why?', 'options:', '  - text: A', '    why: So.', '  - text: B', '    why: No.')}`
  expect(() => parse(body)).toThrow('l.md:3')
  expect(() => parse(body)).toThrow('expected at least one option with correct: true')
})

test('a figure and a demo have a name and a text', () => {
  expect(parse(fence('figure two-writers', 'They meet.'))).toEqual([
    { kind: 'figure', name: 'two-writers', text: 'They meet.', line: 1 },
  ])
  expect(parse(fence('demo stampede', 'a  b', '1  2'))).toEqual([
    { kind: 'demo', name: 'stampede', output: 'a  b\n1  2', line: 1 },
  ])
  expect(() => parse(fence('demo', 'a'))).toThrow('l.md:1: expected a name after demo')
})

test('a fence from a file knows the file and the region', () => {
  expect(parse(fence('ts', '// from: lessons/a/demos/b.ts#race', 'const a = 1'))).toEqual([
    { kind: 'excerpt', path: 'lessons/a/demos/b.ts', region: 'race', language: 'ts', code: 'const a = 1', line: 1 },
  ])
  expect(parse(fence('sql', '-- from: katas/a/a.sql', 'SELECT 1'))[0]).toMatchObject({
    path: 'katas/a/a.sql',
    language: 'sql',
  })
})

test('other fences stay in the prose, whatever they hold', () => {
  const body = `Before.\n\n${fence('md', '<!-- slide -->', '## not a section')}\n\nAfter.`
  expect(parse(body)).toEqual([{ kind: 'prose', markdown: body, line: 1 }])
})

test('prose begins at its first line that is not blank', () => {
  const blocks = parse(`${fence('demo a', '1')}\n\n\nAfter.`)
  expect(blocks.at(-1)).toEqual({ kind: 'prose', markdown: 'After.', line: 6 })
})

test('notes may run over several lines', () => {
  expect(parse('<!-- notes: one\ntwo -->\nText.')).toEqual([
    { kind: 'notes', text: 'one\ntwo', line: 1 },
    { kind: 'prose', markdown: 'Text.', line: 3 },
  ])
  expect(() => parse('<!-- notes: one')).toThrow('l.md:1: expected -->')
})

import { expect, test } from 'vitest'
import type { CourseSources } from '../sources/course-sources.ts'
import { readKataSources } from '../sources/kata-sources.ts'
import { checkKataSize } from './kata-size.ts'

const constraints = ['w', 'x', 'y', 'z'].map((id) => ({ id, sentence: `${id} holds` }))
const metadata = {
  ...{ id: 'a', title: 'A', chapter: 'c', minutes: 1, difficulty: 1, timeoutSeconds: 9 },
  constraints,
}
const files = {
  'kata.json': JSON.stringify(metadata),
  'a.ts': '// TODO\n'.repeat(61),
  'a.test.ts': `test('w holds', () => {})\ntest('x holds', () => {})\n${'\n'.repeat(150)}// end\n`,
  'solution/a.ts': 'run()\n'.repeat(91),
}

function complaints(boss: string, changes: Readonly<Record<string, string>> = {}): (string | undefined)[] {
  const entries = Object.entries({ ...files, ...changes }).map(([path, text]) => [`katas/a/${path}`, text] as const)
  const lessons = [{ slug: 'first', katas: ['a', 'b'] }]
  const chapter = { slug: 'c', title: 'C', summary: 'Begins.', lessons, boss, complete: false }
  const course: CourseSources = {
    ...{ root: '/', tree: new Map(), katas: new Map(), lessons: new Map() },
    curriculum: { chapters: [chapter] },
  }
  return checkKataSize(readKataSources('/', 'a', new Map(entries)), course).map(({ file }) => file)
}

test('a kata has at most 60, 150 and 90 lines, and three constraints', () => {
  const tooLong = ['a.ts', 'a.test.ts', 'solution/a.ts', 'kata.json']
  expect(complaints('b')).toEqual(tooLong.map((file) => `katas/a/${file}`))
})

test('a boss may have twice as many', () => {
  expect(complaints('a')).toEqual([])
  expect(complaints('a', { 'solution/a.ts': 'run()\n'.repeat(181) })).toEqual(['katas/a/solution/a.ts'])
})

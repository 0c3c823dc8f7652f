import { expect, test } from 'vitest'
import type { CourseSources } from '../sources/course-sources.ts'
import { type KataSources, readKataSources } from '../sources/kata-sources.ts'
import { kataFileRules } from './file-rules.ts'

// The rules about files, for a kata whose learner edits SQL.
const header = '-- fails: It holds\n-- hint: Look\n'
const metadata = {
  ...{ id: 'a', title: 'A', chapter: 'c', minutes: 1, difficulty: 1, timeoutSeconds: 9, starter: 'a.sql' },
  constraints: [{ id: 'x', sentence: 'It holds' }],
}
const files: Readonly<Record<string, string>> = {
  'kata.json': JSON.stringify(metadata),
  'README.md': '',
  'hints.md': '## Look\n\nThere.\n',
  'a.sql': '-- TODO: too slow\nSELECT n FROM t;\n',
  'a.test.ts': "import { test } from 'loadbearing/kit'\ntest('It holds', () => {})\ntest('It works', () => {})\n",
  'solution/a.sql': 'CREATE INDEX t_n ON t (n);\n',
  'solution/README.md': '',
  'solution/alternatives/b.sql': 'CREATE INDEX t_n ON t (n, m);\n',
  'wrong/no-index.sql': header,
  'wrong/wrong-index.sql': header,
  'wrong/messages.snap': '',
}

function kataOf(changes: Readonly<Record<string, string>>): KataSources {
  const all = Object.entries({ ...files, ...changes })
  return readKataSources('/', 'a', new Map(all.map(([path, text]) => [`katas/a/${path}`, text])))
}

/** What the rules that don't need a course say. */
function complaintsAbout(changes: Readonly<Record<string, string>>): (string | undefined)[][] {
  const kata = kataOf(changes)
  const course: CourseSources = { root: '/', tree: new Map(), lessons: new Map(), katas: new Map([['a', kata]]) }
  const { 'brief-headings': _brief, 'constraint-introduced': _introduced, ...rules } = kataFileRules
  return Object.entries(rules).flatMap(([rule, check]) => check(kata, course).map(({ file, fix }) => [rule, file, fix]))
}

test('a kata in SQL breaks none of them', () => {
  expect(complaintsAbout({})).toEqual([])
})

test.each([
  ['kata-files', 'wrong/stray.ts', { 'wrong/stray.ts': header }],
  ['kata-size', 'solution/a.sql', { 'solution/a.sql': 'SELECT 1;\n'.repeat(91) }],
  ['starter-todo', 'a.sql', { 'a.sql': 'SELECT n FROM t;\n' }],
  ['starter-hides-solution', 'a.sql', { 'a.sql': '-- TODO: CREATE INDEX t_n ON t (n)\nSELECT n FROM t;\n' }],
  ['wrong-header', 'wrong/no-index.sql', { 'wrong/no-index.sql': '-- hint: Look\n' }],
  ['test-imports', 'a.test.ts', { 'a.test.ts': `import sql from './b.sql'\n${files['a.test.ts']}` }],
] as const)('%s is kept', (rule, path, changes) => {
  expect(complaintsAbout(changes).map(([broken, file]) => [broken, file])).toContainEqual([rule, `katas/a/${path}`])
})

test('what to do is said in comments of SQL', () => {
  const [[, , fix] = []] = complaintsAbout({ 'a.sql': 'SELECT n FROM t;\n' })
  expect(fix).toContain('`-- TODO: …`')
})

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useTemporaryHome } from '../services/temporary-home.ts'
import { buildCourse, packageRoot } from '../support/fixture-course.ts'
import { brokenRules, checkCourse } from './check-course.ts'

useTemporaryHome()

/** A copy of the build, changed. It lies in the package, so that its stages find the kit. */
function changedBuild(change: (root: string) => void): Disposable & { readonly root: string } {
  const root = join(packageRoot, '.staging', `build-${process.pid}-${Math.random().toString(36).slice(2)}`)
  mkdirSync(root, { recursive: true })
  cpSync(buildCourse, root, { recursive: true })
  change(root)
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}

function replace(root: string, path: string, from: string, to: string): void {
  const file = join(root, 'katas', path)
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new RangeError(`${path} does not contain ${from}`)
  writeFileSync(file, text.replace(from, to))
}

async function judge(slug: string, change: (root: string) => void, ...args: string[]) {
  using course = changedBuild(change)
  const { report } = await checkCourse(course.root, [slug, '--json', ...args])
  const problems = report.subjects.flatMap(({ rules }) => rules.flatMap((rule) => rule.problems))
  return { broken: brokenRules(report, slug), problems }
}

const unchanged = (): void => {}

test.each(['desk-counts', 'desk-shares', 'desk-falls'])('%s, a stage as it should be, breaks no rule', async (slug) => {
  expect(await judge(slug, unchanged)).toEqual({ broken: [], problems: [] })
})

test('a stage whose test accepts what solves the stage before is no step', async () => {
  const { broken, problems } = await judge('desk-shares', (root) => {
    replace(root, 'desk-shares/desk-shares.test.ts', '.toBe(3)', '.toBeLessThan(4)')
  })
  expect(broken).toContain('starter-fails-by-constraint')
  expect(problems.find(({ rule }) => rule === 'starter-fails-by-constraint')).toMatchObject({
    file: 'katas/desk-counts/solution/desk.ts',
    got: 'all tests passed',
    fix: expect.stringContaining('a real step'),
  })
})

test('a solution that breaks a promise of an earlier stage is rejected by that stage', async () => {
  const { broken, problems } = await judge('desk-shares', (root) => {
    replace(root, 'desk-shares/solution/desk.ts', '<= limit', '<= limit + 1')
  })
  expect(broken).toEqual(['solution-passes'])
  expect(problems[0]?.got).toContain('of the stage desk-counts failed')
})

test('a wrong solution that an earlier stage rejects is none of this stage', async () => {
  const { broken } = await judge('desk-shares', (root) => {
    replace(root, 'desk-shares/wrong/counts-names-by-length.ts', '<= limit', '<= limit + 1')
  })
  expect(broken).toContain('wrong-fails-as-named')
})

test('a later stage with a starter of its own, or without a sheet, has the wrong files', async () => {
  const { broken, problems } = await judge(
    'desk-shares',
    (root) => {
      cpSync(join(root, 'katas/desk-counts/desk.ts'), join(root, 'katas/desk-shares/desk.ts'))
      rmSync(join(root, 'katas/desk-shares/solution/design-sheet.ts'))
    },
    '--static',
  )
  expect(broken).toContain('kata-files')
  expect(problems.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['katas/desk-shares/desk.ts', 'katas/desk-shares/solution/design-sheet.ts']),
  )
})

test('a claim that the code does not keep fails, whoever makes it', async () => {
  const { broken, problems } = await judge('desk-falls', (root) => {
    replace(root, 'desk-falls/solution/design-sheet.ts', "fails: 'open'", "fails: 'closed'")
  })
  expect(broken).toContain('solution-passes')
  expect(problems.some(({ got }) => got.includes('too bold in failsOpenOrClosed'))).toBe(true)
})

test('a capstone run that a right solution does not come through is told', async () => {
  const { broken, problems } = await judge('desk-falls', (root) => {
    replace(root, 'desk-falls/capstone.ts', '.toBe(50)', '.toBe(51)')
  })
  expect(broken).toEqual(['solution-passes', 'alternative-passes'])
  expect(problems[0]).toMatchObject({ expected: 'the capstone run to pass' })
})

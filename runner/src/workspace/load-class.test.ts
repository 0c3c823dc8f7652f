import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Kata } from '../course/kata.ts'
import { type LearnerWork, loadClass } from './load-class.ts'

const kataOf = (slug: string): Kata => ({ slug, starterName: `${slug}.ts` }) as Kata
const [sum, tally] = [kataOf('sum'), kataOf('tally')]
const katas = [tally, sum]

function classOf(...names: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'class-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), `text of ${name}`)
  }
  return folder
}

const tellAll = (works: readonly LearnerWork[]): string[] =>
  works.map((work) => [work.learner, 'kata' in work ? work.kata.slug : '-', work.state].join(' '))

describe('loadClass', () => {
  test('takes each folder as one learner: by name, and in it the katas in the order of the course', () => {
    const folder = classOf('ben/sum.ts', 'ada/sum/sum.ts', 'ada/tally/tally.ts', 'cleo/workspace/sum/sum.ts')
    expect(tellAll(loadClass(folder, katas, []))).toEqual([
      'ada tally handed-in',
      'ada sum handed-in',
      'ben sum handed-in',
      'cleo sum handed-in',
    ])
  })

  test('takes a folder that holds katas as the work of one learner', () => {
    const folder = classOf('sum/sum.ts', 'other/notes.txt')
    expect(tellAll(loadClass(folder, katas, []))).toEqual([`${basename(folder)} sum handed-in`])
  })

  test('reads all files beside an answer, and none of a solution, of packages or hidden', () => {
    const beside = ['sum.ts', 'part/of.ts', 'solution/sum.ts', 'node_modules/pg/index.js', '.env']
    const folder = classOf(...beside.map((name) => `ada/sum/${name}`))
    const [work] = loadClass(folder, katas, [])
    const files = work?.state === 'handed-in' ? work.files : new Map<string, Buffer>()
    expect([...files.keys()].toSorted()).toEqual(['part/of.ts', 'sum.ts'])
    expect(files.get('part/of.ts')?.toString()).toBe('text of ada/sum/part/of.ts')
  })

  test('what is wanted and not there is missing; what is there and not wanted is left out', () => {
    const folder = classOf('ada/sum.ts', 'ben/tally.ts')
    expect(tellAll(loadClass(folder, katas, [sum]))).toEqual(['ada sum handed-in', 'ben sum missing'])
  })

  test('a link is not followed, neither as an answer nor beside one', () => {
    const folder = classOf('ada/sum/sum.ts', 'secret')
    symlinkSync(join(folder, 'secret'), join(folder, 'ada/sum/secret'))
    mkdirSync(join(folder, 'ben/sum'), { recursive: true })
    symlinkSync(join(folder, 'ada/sum/sum.ts'), join(folder, 'ben/sum/sum.ts'))
    const [ada, ben] = loadClass(folder, katas, []).filter(({ learner }) => learner !== 'secret')
    expect(ada?.state === 'handed-in' ? [...ada.files.keys()] : ada).toEqual(['sum.ts'])
    expect(ben).toMatchObject({ state: 'unreadable', reason: expect.stringContaining('is a link') })
  })

  test('too much to be an answer is unreadable', () => {
    const many = Array.from({ length: 201 }, (_, at) => `ada/sum/${at}.ts`)
    const folder = classOf('ada/sum/sum.ts', ...many, 'ben/sum.ts')
    writeFileSync(join(folder, 'ben/sum.ts'), Buffer.alloc(6 * 1024 * 1024))
    expect(loadClass(folder, katas, [])).toMatchObject([
      { learner: 'ada', state: 'unreadable', reason: 'it holds more than 200 files' },
      { learner: 'ben', state: 'unreadable', reason: 'sum.ts is larger than 5 MB' },
    ])
  })

  test.each([[[]], [['notes.txt']], [['ada/notes.txt']]])('%j holds nobody’s work', (names: string[]) => {
    expect(() => loadClass(classOf(...names), katas, [])).toThrow('holds a kata')
  })
})

import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import type { ReplayedStep, ReplayStop } from '../replay.ts'
import { ReplayWalk } from './replay-walk.ts'

const taken = (id: number, text: string, result?: string): ReplayedStep => ({
  ...{ id, actor: 'A', text },
  ...(result === undefined ? {} : { result }),
})

/** A replay of three steps that stands before each, and what was shown of it. */
function walkThrough(isStepwise = true) {
  const shown = { text: '', quits: 0, wentOn: [] as boolean[] }
  const walk = new ReplayWalk({
    screen: someScreen({ isPlain: true }),
    write: (text) => (shown.text += text),
    isStepwise,
    quit: () => (shown.quits += 1),
  })
  const texts = ['begins', 'reads', 'commits']
  const stand = (at: number): void => {
    const text = texts[at]
    const steps = texts.slice(0, at).map((done, id) => taken(id, done, `${id} rows`))
    const stop: ReplayStop = {
      steps,
      choices: at,
      shells: ['kata sh postgres'],
      ...(text ? { next: { actor: 'A', text } } : {}),
    }
    walk.stand(stop, (isStepwise) => {
      shown.wentOn.push(isStepwise)
      stand(at + 1)
    })
  }
  stand(0)
  return { walk, shown }
}

test('it stands before each step until a key is pressed, and shows the outcome then', () => {
  const { walk, shown } = walkThrough()
  expect(shown.text).toContain('Step 1. A begins.')
  expect(shown.text).toContain('kata sh postgres')
  expect(shown.text).not.toContain('Outcome')
  walk.press('\r')
  expect(shown.text).toContain('Outcome: 0 rows.\nStep 2. A reads.')
  expect(shown.text).not.toContain('Step 3')
})

test('a number takes so many steps, c all that are left, q ends, and other keys do nothing', () => {
  const { walk, shown } = walkThrough()
  walk.press('x')
  expect(shown.wentOn).toEqual([])
  walk.press('2')
  expect(shown.wentOn).toEqual([true, true])
  walk.press('c')
  expect(shown.wentOn).toEqual([true, true, false])
  walk.press('c')
  expect(shown.wentOn).toHaveLength(3)
  walk.press('q')
  expect(shown.quits).toBe(1)
})

test('nobody is waited for where nobody presses keys', () => {
  const { walk, shown } = walkThrough(false)
  expect(walk.hasStood).toBe(true)
  expect(shown).toMatchObject({ wentOn: [], text: expect.not.stringContaining('enter') })
})

test('a step that was taken back hides none of those after it, and none is shown twice', () => {
  const shown: string[] = []
  const walk = new ReplayWalk({
    screen: someScreen({ isPlain: true }),
    write: (text) => shown.push(text),
    isStepwise: false,
    quit: () => {},
  })
  const stand = (steps: readonly ReplayedStep[]): void => walk.stand({ steps, choices: 0, shells: [] }, () => {})
  stand([taken(0, 'reads'), taken(1, 'sleeps 10000 ms')])
  stand([taken(0, 'reads'), taken(2, 'sends POST /charges')])
  expect(shown.join('')).toBe('Step 1. A reads.\nStep 2. A sleeps 10000 ms.\nStep 3. A sends POST /charges.\n')
})

test('a step that came to other words than were announced is told by these', () => {
  const shown: string[] = []
  const walk = new ReplayWalk({
    screen: someScreen({ isPlain: true }),
    write: (text) => shown.push(text),
    isStepwise: false,
    quit: () => {},
  })
  walk.stand({ steps: [], choices: 0, shells: [], next: { actor: 'A', text: 'commits', fate: 'and dies' } }, () => {})
  walk.stand({ steps: [taken(0, 'dies before it commits')], choices: 1, shells: [] }, () => {})
  expect(shown.join('')).toBe('Step 1. A commits, and dies.\nOutcome: dies before it commits.\n')
})

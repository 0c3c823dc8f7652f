import { describe, expect, test } from 'vitest'
import { countSwitches, type Decision, parseSchedule, renderSchedule, type Schedule } from './schedule.ts'
import { Search } from './search.ts'

/** Plays lanes with so many units each, as an order does: first the beginning, then on with the same lane. */
function play(units: Readonly<Record<string, number>>, prefix: Schedule): Decision[] {
  const left = { ...units }
  const decisions: Decision[] = []
  for (;;) {
    const enabled = Object.keys(left).filter((lane) => (left[lane] ?? 0) > 0)
    const previous = decisions.at(-1)?.chosen
    const kept = previous !== undefined && enabled.includes(previous) ? previous : enabled[0]
    const chosen = prefix[decisions.length] ?? kept
    if (chosen === undefined) return decisions
    decisions.push({ enabled, chosen })
    left[chosen] = (left[chosen] ?? 0) - 1
  }
}

function searchAll(units: Readonly<Record<string, number>>): { orders: string[]; switches: number[] } {
  const search = new Search()
  const found: { orders: string[]; switches: number[] } = { orders: [], switches: [] }
  for (let pending = search.next(); pending; pending = search.next()) {
    const decisions = play(units, pending.prefix)
    search.expand(pending, decisions)
    found.orders.push(decisions.map(({ chosen }) => chosen).join(''))
    found.switches.push(countSwitches(decisions))
    expect(pending.switches, 'the switches foretold are those of the order played').toBe(countSwitches(decisions))
  }
  return found
}

describe('Search', () => {
  test.each([
    [{ A: 2, B: 2 }, 6],
    [{ A: 4, B: 4 }, 70],
    [{ A: 2, B: 2, C: 2 }, 90],
    [{ A: 1, B: 2, C: 3 }, 60],
  ])('finds every order of %o, and each once', (units, count) => {
    const { orders } = searchAll(units)
    expect(new Set(orders).size).toBe(orders.length)
    expect(orders).toHaveLength(count)
  })

  test('finds orders with fewer switches first', () => {
    const { switches } = searchAll({ A: 3, B: 3 })
    expect(switches).toEqual(switches.toSorted((a, b) => a - b))
    expect(switches[0]).toBe(0)
  })
})

describe('countSwitches', () => {
  test('counts only those who could have gone on', () => {
    const blocked: Decision[] = [
      { enabled: ['A', 'B'], chosen: 'A' },
      { enabled: ['B'], chosen: 'B' },
      { enabled: ['A', 'B'], chosen: 'A' },
    ]
    expect(countSwitches(blocked)).toBe(1)
  })
})

describe('a schedule as text', () => {
  test.each([
    ['A'],
    ['A,B*2,A'],
    ['A:r2,B'],
    ['two%20words*3'],
    ['a%2Ab*3'],
  ])('%s reads back as it was written', (text) => {
    expect(renderSchedule(parseSchedule(text))).toBe(text)
  })

  test('is refused when it is none', () => {
    expect(() => parseSchedule('A,*2')).toThrow('is no schedule')
  })
})

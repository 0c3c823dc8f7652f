import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VitestHost } from '../../src/runs/vitest-host.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { groupsOfPairs } from './groups-of-pairs.ts'
import { digestRun, loadPairedKatas, type PairedKata } from './pair-runs.ts'

// Runs must not see each other, although they share servers: what one kata counts when it runs alone, it counts beside
// every kata that uses one of its servers, and beside itself. Katas that share none are processes of their own.

const katas = await loadPairedKatas(packageRoot)
const atOnce = 4
const groups = groupsOfPairs(katas, {
  size: atOnce,
  mustMeet: (one, other) => Object.keys(one.kata.services).some((service) => service in other.kata.services),
})

interface Digests {
  readonly right: readonly string[]
  readonly wrong: readonly string[]
}

describe('katas side by side', { timeout: 300_000 }, () => {
  const alone = new Map<string, Digests>()
  let hosts: readonly VitestHost[]

  beforeAll(() => {
    hosts = Array.from({ length: atOnce }, () => VitestHost.start({ isKeptWarm: true }))
  })
  afterAll(() => Promise.all(hosts.map((host) => host[Symbol.asyncDispose]())))

  function hostAt(at: number): VitestHost {
    const host = hosts[at]
    if (host === undefined) throw new TypeError(`There is no host ${at}.`)
    return host
  }

  for (const paired of katas) {
    const { kata, right, wrong, missing } = paired
    test.skipIf(missing)(`${kata.slug} alone passes with its solution and fails with ${wrong}`, async () => {
      const host = hostAt(0)
      const digests = { right: await digestRun(kata, right, host), wrong: await digestRun(kata, wrong, host) }
      expect([digests.right[0], digests.wrong[0]], [...digests.right, ...digests.wrong].join('\n')).toEqual([
        'passed',
        'failed',
      ])
      alone.set(kata.slug, digests)
    })
  }

  for (const group of groups) {
    const missing = group.find((paired) => paired.missing)?.missing
    const names = group.map(({ kata }) => kata.slug)
    test.skipIf(missing)(`${names.join(', ')} at once end as alone`, async () => {
      const digests = await Promise.all(
        group.map((paired, at) => runBoth(paired, hostAt(at), at % 2 ? ['wrong', 'right'] : ['right', 'wrong'])),
      )
      expect(Object.fromEntries(names.map((name, at) => [`${at + 1} ${name}`, digests[at]]))).toEqual(
        Object.fromEntries(names.map((name, at) => [`${at + 1} ${name}`, alone.get(name)])),
      )
    })
  }
})

/** One after the other in the order that is given, so that right meets wrong. */
async function runBoth(paired: PairedKata, host: VitestHost, order: readonly (keyof Digests)[]): Promise<Digests> {
  const digests: { -readonly [Which in keyof Digests]: Digests[Which] } = { right: [], wrong: [] }
  for (const which of order) digests[which] = await digestRun(paired.kata, paired[which], host)
  return digests
}

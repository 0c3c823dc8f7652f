import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VitestHost } from '../../src/runs/vitest-host.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { groupsOfPairs } from './groups-of-pairs.ts'
import { digestRun, loadPairedKatas, type PairedKata } from './pair-runs.ts'

// Runs must not see each other, although they share servers: what one kata counts when it runs alone, it counts beside
// every other kata, and beside itself.

const katas = await loadPairedKatas(packageRoot)

interface Digests {
  readonly right: readonly string[]
  readonly wrong: readonly string[]
}

describe('katas side by side', { timeout: 300_000 }, () => {
  const alone = new Map<string, Digests>()
  let hosts: readonly [VitestHost, VitestHost, VitestHost]

  beforeAll(() => {
    const start = () => VitestHost.start({ isKeptWarm: true })
    hosts = [start(), start(), start()]
  })
  afterAll(() => Promise.all(hosts.map((host) => host[Symbol.asyncDispose]())))

  for (const paired of katas) {
    const { kata, right, wrong, missing } = paired
    test.skipIf(missing)(`${kata.slug} alone passes with its solution and fails with ${wrong}`, async () => {
      const [host] = hosts
      const digests = { right: await digestRun(kata, right, host), wrong: await digestRun(kata, wrong, host) }
      expect([digests.right[0], digests.wrong[0]], [...digests.right, ...digests.wrong].join('\n')).toEqual([
        'passed',
        'failed',
      ])
      alone.set(kata.slug, digests)
    })
  }

  for (const group of groupsOfPairs(katas)) {
    const missing = group.find((paired) => paired.missing)?.missing
    const names = group.map(({ kata }) => kata.slug)
    test.skipIf(missing)(`${names.join(', ')} at once end as alone`, async () => {
      const [one, other, third] = group
      const digests = await Promise.all([
        runBoth(one, hosts[0], ['right', 'wrong']),
        runBoth(other, hosts[1], ['wrong', 'right']),
        runBoth(third, hosts[2], ['right', 'wrong']),
      ])
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

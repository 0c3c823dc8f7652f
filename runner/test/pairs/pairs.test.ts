import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VitestHost } from '../../src/runs/vitest-host.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { digestRun, loadPairedKatas, type PairedKata } from './pair-runs.ts'

// Runs must not see each other, although they share servers: what one kata counts when it runs alone, it counts beside
// every other kata, and beside itself.

const katas = await loadPairedKatas(packageRoot)
const pairs = katas.flatMap((one, at) => katas.slice(at).map((other) => [one, other] as const))

interface Digests {
  readonly right: readonly string[]
  readonly wrong: readonly string[]
}

describe('katas side by side', { timeout: 300_000 }, () => {
  const alone = new Map<string, Digests>()
  let hosts: readonly [VitestHost, VitestHost]

  beforeAll(() => {
    hosts = [VitestHost.start({ isKeptWarm: true }), VitestHost.start({ isKeptWarm: true })]
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

  for (const [one, other] of pairs) {
    const missing = one.missing ?? other.missing
    test.skipIf(missing)(`${one.kata.slug} beside ${other.kata.slug} ends as alone`, async () => {
      const [left, right] = await Promise.all([
        runBoth(one, hosts[0], ['right', 'wrong']),
        runBoth(other, hosts[1], ['wrong', 'right']),
      ])
      expect(left, one.kata.slug).toEqual(alone.get(one.kata.slug))
      expect(right, other.kata.slug).toEqual(alone.get(other.kata.slug))
    })
  }
})

/** One after the other in the order that is given, so that right meets wrong. */
async function runBoth(paired: PairedKata, host: VitestHost, order: readonly (keyof Digests)[]): Promise<Digests> {
  const digests: { -readonly [Which in keyof Digests]: Digests[Which] } = { right: [], wrong: [] }
  for (const which of order) digests[which] = await digestRun(paired.kata, paired[which], host)
  return digests
}

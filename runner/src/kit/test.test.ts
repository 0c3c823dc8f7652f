import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { startVitest, type TestCase } from 'vitest/node'
import { discardKept } from '../services/discard-kept.ts'
import { findKept } from '../services/find-kept.ts'
import { serviceStatus } from '../services/service-status.ts'

const root = fileURLToPath(new URL('./fixtures/verdicts/', import.meta.url))
let cases: ReadonlyMap<string, TestCase> = new Map()
let unhandled: readonly unknown[] = []

beforeAll(async () => {
  const vitest = await startVitest('test', [], {
    root,
    watch: false,
    reporters: [{}],
    config: `${root}vitest.config.ts`,
  })
  const modules = vitest.state.getTestModules()
  cases = new Map(modules.flatMap((module) => [...module.children.allTests()].map((one) => [one.name, one] as const)))
  unhandled = vitest.state.getUnhandledErrors()
  await vitest.close()
}, 120_000)

function outcomeOf(name: string) {
  const found = cases.get(name)
  const result = found?.result()
  return {
    state: result?.state,
    messages: result?.errors?.map(({ message }) => message) ?? [],
    meta: found?.meta() ?? {},
  }
}

describe('a test of a kata', () => {
  test('leaves what it measured and used to the runner', () => {
    const { state, meta } = outcomeOf('passes and says what it measured')
    expect([state, meta]).toEqual([
      'passed',
      { evidence: [{ kind: 'count', label: 'statements', value: 1, expected: 1 }], services: { postgres: 1 } },
    ])
  })

  test('has as many servers of a kind as it asks for, each of them empty', () => {
    const { state, messages, meta } = outcomeOf('uses several servers of a kind')
    expect([state, messages]).toEqual(['passed', []])
    expect(meta.services).toEqual({ postgres: 3, redis: 2 })
  })

  test('keeps its servers when it fails, and says how to look into them', async () => {
    const { state, messages, meta } = outcomeOf('fails and keeps its servers')
    expect(state).toBe('failed')
    expect(messages[0]).toMatch(/^one is two/)
    expect(meta.kept).toEqual(['kata sh postgres'])
    expect(meta.evidence).toHaveLength(1)
    expect(await findKept('verdicts')).not.toEqual([])
    await discardKept('verdicts')
    expect(await findKept('verdicts')).toEqual([])
  })

  test('counts its standbys, and gives their servers back although it failed', async () => {
    const { meta } = outcomeOf('fails on a primary with a standby')
    expect([meta.services, meta.kept]).toEqual([{ 'postgres-replica': 1 }, ['kata sh postgres-replica']])
    expect((await serviceStatus())?.leases).toBe(0)
    await discardKept('verdicts')
  })

  test('fails by a leak, and names the line', () => {
    const { state, messages } = outcomeOf('leaks a client')
    expect(state).toBe('failed')
    expect(messages).toEqual([
      expect.stringMatching(/^A client of the pool was not released, from verdicts\.test\.ts:17: /),
    ])
  })

  test('fails by its own assertion rather than by the leak that follows from it', () => {
    const { messages } = outcomeOf('fails and leaks, of which only the failure counts')
    expect(messages).toEqual([expect.stringMatching(/^one is two/)])
  })

  test('is undecided when an order can not be decided', () => {
    const { state, meta } = outcomeOf('can not be decided')
    expect(state).toBe('failed')
    expect(meta.undecided?.message).toContain('A neither asks a server nor sleeps')
    expect(meta.kept).toBeUndefined()
  })

  test('is undecided when it arms a fault that never meets its message', () => {
    const { state, meta } = outcomeOf('arms a fault that never meets its message')
    expect(state).toBe('failed')
    expect(meta.undecided?.message).toContain('waited for COMMIT, and no such message came')
  })

  test('is undecided when its server is gone without its doing', () => {
    const { state, meta } = outcomeOf('loses its server')
    expect(state).toBe('failed')
    expect(meta.undecided?.message).toBeTruthy()
  })

  test('fails by a connection that nobody closed, without an error that nobody caught', () => {
    const { state, messages } = outcomeOf('leaves a floating client of its own behind')
    expect(state).toBe('failed')
    expect(messages).toEqual([
      expect.stringMatching(/^Your code left a connection to Postgres open, from verdicts\.test\.ts:\d+: /),
    ])
    expect(unhandled).toEqual([])
  })

  test('fails by what the script of a server throws, whatever the client makes of it', () => {
    const { state, messages } = outcomeOf('has a script that throws')
    expect([state, messages]).toEqual(['failed', [expect.stringMatching(/^the amount is missing/)]])
  })
})

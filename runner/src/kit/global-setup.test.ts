import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { TestProject } from 'vitest/node'
import { discardKept } from '../services/discard-kept.ts'
import { ensureServices } from '../services/ensure-services.ts'
import setUp from './global-setup.ts'
import { workspaceConfig } from './vitest-config.ts'

vi.mock('../services/ensure-services.ts', () => ({ ensureServices: vi.fn(async () => []) }))
vi.mock('../services/discard-kept.ts', () => ({ discardKept: vi.fn(async () => {}) }))

afterEach(() => {
  vi.unstubAllEnvs()
  vi.clearAllMocks()
})

/** Runs the set-up for katas that need so many servers. */
async function setUpFor(needs: readonly object[]): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'loadbearing-'))
  const files = needs.map((_, at) => join(workspace, `kata-${at}`, `kata-${at}.test.ts`))
  for (const [at, services] of needs.entries()) {
    await mkdir(join(workspace, `kata-${at}`))
    await writeFile(join(workspace, `kata-${at}`, 'kata.json'), JSON.stringify({ services }))
  }
  const vitest = { state: { getPaths: () => files } }
  await setUp({ vitest } as unknown as TestProject)
  await rm(workspace, { recursive: true })
}

describe("vitest's global set-up", () => {
  test('starts what the most demanding of the selected katas needs', async () => {
    await setUpFor([{ postgres: 1 }, { postgres: 3, redis: 1 }])
    expect(ensureServices).toHaveBeenCalledWith({ postgres: 3, redis: 1 }, { pull: false })
  })

  test('downloads images only when the runner allows it', async () => {
    vi.stubEnv('KATA_PULL', '1')
    await setUpFor([{ redis: 1 }])
    expect(ensureServices).toHaveBeenCalledWith({ redis: 1 }, { pull: true })
  })

  test('removes what the last failed run of the same katas kept', async () => {
    await setUpFor([{ redis: 1 }, {}])
    expect(vi.mocked(discardKept).mock.calls).toEqual([['kata-0'], ['kata-1']])
  })
})

describe('workspaceConfig', () => {
  test('names a set-up that is there, and never judges a remembered module', () => {
    const { test: options, resolve } = workspaceConfig()
    expect([options?.globalSetup].flat().every((file) => existsSync(file ?? ''))).toBe(true)
    expect(options?.fsModuleCache).toBe(false)
    expect(resolve?.conditions).toContain('source')
  })
})

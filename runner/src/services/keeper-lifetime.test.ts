import { existsSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useTemporaryHome, whyNot } from '../../test/services/temporary-home.ts'
import { servicesFolder } from './data-folder.ts'
import { ensureServices } from './ensure-services.ts'
import { readJsonLines, writeJsonLine } from './keeper/json-lines.ts'
import { saveKeeperState } from './keeper/keeper-state.ts'
import { protocolVersion } from './keeper/protocol.ts'
import { leasePostgres } from './lease-postgres.ts'
import { isRunning } from './local/own-process.ts'
import { serviceStatus } from './service-status.ts'
import { stopServices } from './stop-services.ts'

const postgresOnly = { postgres: 1 }

/** Answers as a keeper of another build would, and counts how often it was asked to make room. */
async function startOtherKeeper({ isBusy }: { isBusy: boolean }) {
  let retired = 0
  const server = createServer((socket) => {
    readJsonLines(socket, (message) => {
      const { id, method } = message as { id: number; method: string }
      if (method === 'retire') {
        retired++
        server.close()
      }
      writeJsonLine(socket, { id, result: method === 'hello' ? { build: 'another', isBusy } : null })
      if (method === 'retire') socket.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  saveKeeperState({ protocol: protocolVersion, processId: process.pid, port, token: 'token', servers: [], kept: [] })
  return { retired: () => retired, close: () => server.close() }
}

const reason = await whyNot('local')
describe.skipIf(reason)('the life of the keeper', { timeout: 30_000 }, () => {
  useTemporaryHome({ KATA_PROVIDER: 'local', KATA_KEEPER_IDLE_MS: '600' })

  test('it stops its servers and itself when nobody asks for anything', async () => {
    const [postgres] = await ensureServices(postgresOnly, { pull: false })
    const { processId = 0 } = (await serviceStatus()) ?? {}
    await expect.poll(() => isRunning(processId), { timeout: 5000 }).toBe(false)
    expect(isRunning(postgres?.processId ?? 0)).toBe(false)
    expect(readdirSync(join(servicesFolder(), 'local/clusters'))).toEqual([])
  })

  test('it does not stop while something is leased', async () => {
    await using lease = await leasePostgres()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await lease.assertAlive()
  })

  test('a keeper of another build is asked to make room', async () => {
    await stopServices()
    const other = await startOtherKeeper({ isBusy: false })
    await ensureServices(postgresOnly, { pull: false })
    expect(other.retired()).toBe(1)
    expect((await serviceStatus())?.processId).not.toBe(process.pid)
  })

  test('a keeper of another build that is busy is left alone, and the error says so', async () => {
    await stopServices()
    const other = await startOtherKeeper({ isBusy: true })
    await expect(ensureServices(postgresOnly, { pull: false })).rejects.toMatchObject({ code: 'SERVICE_BUSY' })
    expect(other.retired()).toBe(0)
    other.close()
  })

  test('a state file that nobody can read is replaced', async () => {
    saveKeeperState({ protocol: 999, processId: 1, port: 1, token: 'x', servers: [], kept: [] })
    await ensureServices(postgresOnly, { pull: false })
    expect((await serviceStatus())?.services).toHaveLength(1)
  })

  test('it ends when the data folder is removed', async () => {
    await ensureServices(postgresOnly, { pull: false })
    const { processId = 0 } = (await serviceStatus()) ?? {}
    rmSync(servicesFolder(), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    await expect.poll(() => isRunning(processId), { timeout: 8000 }).toBe(false)
    expect(existsSync(join(servicesFolder(), 'keeper.json'))).toBe(false)
  })
})

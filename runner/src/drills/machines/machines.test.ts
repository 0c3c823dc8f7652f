import { spawnSync } from 'node:child_process'
import { describe, expect, test, vi } from 'vitest'
import { useTemporaryHome, whyNot } from '../../../test/services/temporary-home.ts'
import type { Engine } from '../../services/docker/engine.ts'
import { listContainers } from '../../services/docker/engine-calls.ts'
import { findEngine } from '../../services/docker/find-engine.ts'
import { drillLabel } from './machine-labels.ts'
import { PostgresMachine } from './postgres-machine.ts'
import { removeAbandonedMachines } from './remove-machines.ts'
import { startMachines } from './start-machines.ts'

const spec = { environment: { GREETING: 'hello' }, shared: '/drive' }

async function requireEngine(): Promise<Engine> {
  const { engine } = await findEngine()
  if (!engine) throw new Error('no engine answers')
  return engine
}

test('where only local servers are wanted, machines are refused with the way out', async () => {
  vi.stubEnv('KATA_PROVIDER', 'local')
  try {
    await expect(startMachines([])).rejects.toMatchObject({
      code: 'SERVICE_NOT_AVAILABLE',
      message: expect.stringContaining('KATA_PROVIDER is local'),
      hint: expect.stringContaining('Unset KATA_PROVIDER'),
    })
  } finally {
    vi.unstubAllEnvs()
  }
})

const reason = await whyNot('docker', ['postgres'])
describe.skipIf(reason)(`machines by docker${reason ? ` (skipped: ${reason})` : ''}`, { timeout: 60_000 }, () => {
  useTemporaryHome()

  test('machines know their names, see each other and share a drive, and nothing is left of them', async () => {
    const engine = await requireEngine()
    {
      await using machines = await startMachines([
        { ...spec, name: 'one' },
        { ...spec, name: 'two', hostName: 'another' },
      ])
      const [one, two] = machines.all
      await one?.put('/drive/note', "it's $HOME\n")
      expect(await two?.must('hostname; cat /drive/note; echo "$GREETING"')).toBe("another\nit's $HOME\nhello")
      expect((await two?.run('getent hosts one'))?.exitCode).toBe(0)
      expect(await listContainers(engine, drillLabel())).toHaveLength(2)
    }
    expect(await listContainers(engine, drillLabel())).toEqual([])
    await removeAbandonedMachines(engine)
  })

  test('a command that fails gives its exit code and its words, and throws where it has to succeed', async () => {
    await using machines = await startMachines([{ ...spec, name: 'one' }])
    const [one] = machines.all
    expect(await one?.run('echo lost >&2; exit 3')).toEqual({ exitCode: 3, output: 'lost\n' })
    await expect(one?.must('echo lost >&2; exit 3')).rejects.toThrow('a command on one ended with 3: lost')
    await one?.put('/tmp/leaves-one-behind', '#!/bin/sh\nsleep 600 &\necho first\necho last\nexit 4\n')
    expect(await one?.runProgram('/tmp/leaves-one-behind', 30)).toEqual({ exitCode: 4, output: 'last' })
  })

  test('machines of a process that was killed are taken away by the next who looks', async () => {
    const engine = await requireEngine()
    const ended = spawnSync(process.execPath, ['-e', '']).pid
    const pid = vi.spyOn(process, 'pid', 'get').mockReturnValue(ended)
    await startMachines([{ ...spec, name: 'one' }])
    pid.mockRestore()
    const [left] = await listContainers(engine, drillLabel())
    const name = left?.Names?.[0]?.replace(/^\/|-one$/g, '')
    const listVolumes = () => engine.text({ method: 'GET', path: '/volumes' })
    const listNetworks = () => engine.text({ method: 'GET', path: '/networks' })
    expect(await listVolumes()).toContain(name)
    await removeAbandonedMachines(engine)
    expect(await listContainers(engine, drillLabel())).toEqual([])
    expect(await listVolumes()).not.toContain(name)
    expect(await listNetworks()).not.toContain(name)
  })

  test('a server on a machine outlives no stop, and its pool outlives a restart', async () => {
    await using machines = await startMachines([PostgresMachine.spec('db')])
    const [machine] = machines.all
    if (!machine) throw new Error('one machine was asked for')
    const db = new PostgresMachine(machine)
    await db.initialise({ shared_buffers: '8MB' })
    expect(await db.find('SELECT 1 AS one')).toBeUndefined()
    await db.start()
    expect(await db.find('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await machine.must('pg_ctl restart -w -l /tmp/log > /dev/null')
    expect(await db.find('SHOW cluster_name')).toEqual([{ cluster_name: 'db' }])
    await expect(db.psql('SELECT nothing')).rejects.toThrow('column "nothing" does not exist')
    await db.end()
  })
})

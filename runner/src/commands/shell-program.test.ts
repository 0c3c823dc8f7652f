import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShellTarget } from '../services/keeper/protocol.ts'
import { chooseShell } from './shell-program.ts'

const path = process.env['PATH']
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kata-shell-'))
  process.env['PATH'] = folder
})

afterEach(() => {
  process.env['PATH'] = path
  rmSync(folder, { recursive: true })
})

function install(name: string): string {
  const file = join(folder, name)
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

const postgres: ShellTarget = {
  service: 'postgres',
  provider: 'local',
  host: '127.0.0.1',
  port: 5999,
  password: 'secret',
  database: 'kata_1',
}

const ours = { provider: 'docker', host: '127.0.0.1' } as const

test('a server in a container is opened by the client inside it', async () => {
  const docker = install('docker')
  const shell = await chooseShell({ ...postgres, containerId: 'abc' }, true)
  expect(shell.file).toBe(docker)
  expect(shell.args.join(' ')).toBe('exec -it abc psql -h /tmp -U postgres -d kata_1')
})

test('the password of a Redis in a container travels by the environment', async () => {
  install('docker')
  const shell = await chooseShell(
    { ...ours, service: 'redis', port: 7001, password: 'secret', containerId: 'abc' },
    false,
  )
  expect(shell.args.join(' ')).toBe('exec -i -e REDISCLI_AUTH abc redis-cli -p 6379')
  expect(shell.environment).toEqual({ REDISCLI_AUTH: 'secret' })
})

test('in the container of a Kafka its tools are on PATH, and the topics of a failed run are named', async () => {
  install('docker')
  const target = {
    ...ours,
    service: 'kafka',
    port: 29192,
    password: '',
    containerId: 'abc',
    topicPrefix: 'kata-1-',
  } as const
  const words = (await chooseShell(target, false)).args.join(' ')
  expect(words).toMatch(/^exec -i abc sh -c PATH=\/tmp\/kata\/bin:/)
  expect(words).toContain('Topics of that run begin with kata-1-.')
})

test('a Kafka outside of our containers is not opened, and the error says where any client can connect', async () => {
  const shell = chooseShell({ ...ours, service: 'kafka', port: 29192, password: '' }, false)
  await expect(shell).rejects.toMatchObject({
    code: 'CLIENT_PROGRAM_NOT_FOUND',
    message: 'It runs in no container of ours. Any client can connect to 127.0.0.1:29192',
  })
})

test('a standby is reached by the arguments that follow', async () => {
  const cluster = { ...postgres, service: 'postgres-replica', standbyPorts: [6001, 6002] } as const
  install('psql')
  expect((await chooseShell(cluster, false)).standbyArgs).toEqual(['-p 6001', '-p 6002'])
  install('docker')
  const inside = await chooseShell({ ...cluster, containerId: 'abc' }, false)
  expect(inside.args.join(' ')).toContain('psql -h /tmp')
  expect(inside.standbyArgs).toEqual(['-p 5433', '-p 5434'])
})

test('a local server is opened by the client on PATH, the password never among its words', async () => {
  const file = install('psql')
  const shell = await chooseShell(postgres, false)
  expect(shell.file).toBe(file)
  expect(shell.args.join(' ')).not.toContain('secret')
  expect(shell.environment).toMatchObject({ PGDATABASE: 'kata_1', PGPORT: '5999', PGPASSWORD: 'secret' })
})

test('nginx, which has no client, is opened by a shell beside its files', async () => {
  const target = { ...ours, service: 'nginx', port: 5998, password: '', folder: '/some/nginx' } as const
  const [docker, sh] = [install('docker'), install('sh')]
  const inContainer = await chooseShell({ ...target, containerId: 'abc' }, true)
  expect([inContainer.file, inContainer.args.join(' ')]).toEqual([docker, 'exec -it -w /some/nginx abc sh'])
  expect(await chooseShell(target, true)).toMatchObject({ file: sh, args: [], folder: '/some/nginx' })
})

test('an external server is opened at its own address, as its own user', async () => {
  const ada = { ...postgres, provider: 'external', host: 'db.example', user: 'ada' } as const
  install('psql')
  expect((await chooseShell(ada, false)).environment).toMatchObject({ PGHOST: 'db.example', PGUSER: 'ada' })
  install('redis-cli')
  const redis = await chooseShell({ ...ada, service: 'redis', password: '' }, false)
  expect(redis.args).toEqual(['-h', 'db.example', '-p', '5999', '--user', 'ada'])
  expect(redis.environment).toEqual({})
})

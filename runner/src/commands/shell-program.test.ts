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

test('a server in a container is opened by the client inside it', async () => {
  const docker = install('docker')
  const shell = await chooseShell({ ...postgres, containerId: 'abc' }, true)
  expect(shell.file).toBe(docker)
  expect(shell.args.join(' ')).toBe('exec -it -e REDISCLI_AUTH abc psql -h /tmp -U postgres -d kata_1')
})

test('a local server is opened by the client on PATH, the password never among its words', async () => {
  const file = install('psql')
  const shell = await chooseShell(postgres, false)
  expect(shell.file).toBe(file)
  expect(shell.args.join(' ')).not.toContain('secret')
  expect(shell.environment).toMatchObject({ PGDATABASE: 'kata_1', PGPORT: '5999', PGPASSWORD: 'secret' })
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

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
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

const postgres = { service: 'postgres', port: 5999, password: 'secret', database: 'kata_1' } as const

test('a server in a container is opened by the client inside it', async () => {
  const docker = install('docker')
  const shell = await chooseShell({ ...postgres, containerId: 'abc' }, true)
  expect(shell.file).toBe(docker)
  expect(shell.args.join(' ')).toBe('exec -it -e REDISCLI_AUTH abc psql -h /tmp -U postgres -d kata_1')
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

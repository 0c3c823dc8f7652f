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

test('a local server is opened by the client on PATH, the password never among its words', async () => {
  const file = install('psql')
  const shell = await chooseShell(postgres, false)
  expect(shell.file).toBe(file)
  expect(shell.args.join(' ')).not.toContain('secret')
  expect(shell.environment).toMatchObject({ PGDATABASE: 'kata_1', PGPORT: '5999', PGPASSWORD: 'secret' })
})

test('nginx, which has no client, is opened by a shell beside its files', async () => {
  const target = { service: 'nginx', port: 5998, password: '', folder: '/some/nginx' } as const
  const [docker, sh] = [install('docker'), install('sh')]
  const inContainer = await chooseShell({ ...target, containerId: 'abc' }, true)
  expect([inContainer.file, inContainer.args.join(' ')]).toEqual([docker, 'exec -it -w /some/nginx abc sh'])
  expect(await chooseShell(target, true)).toMatchObject({ file: sh, args: [], folder: '/some/nginx' })
})

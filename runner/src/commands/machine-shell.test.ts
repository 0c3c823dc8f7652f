import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { machineShell } from './machine-shell.ts'

const machine = { name: 'db2', containerId: '0123456789abcdef' }
const folder = mkdtempSync(join(tmpdir(), 'kata-docker-'))

beforeAll(() => {
  writeFileSync(join(folder, 'docker'), '#!/bin/sh\n')
  chmodSync(join(folder, 'docker'), 0o755)
  vi.stubEnv('PATH', folder)
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test.skipIf(process.platform === 'win32')(
  'a shell on a machine leads into its container, with a terminal if there is one',
  async () => {
    const { file, args } = await machineShell(machine, true)
    expect(file).toBe(join(folder, 'docker'))
    expect(args.slice(0, 2)).toEqual(['exec', '-it'])
    expect(args).toContain('0123456789abcdef')
    expect((await machineShell(machine, false)).args.slice(0, 2)).toEqual(['exec', '-i'])
  },
)

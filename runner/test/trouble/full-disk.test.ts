import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whyNot } from '../services/temporary-home.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'

/** Only root of a Linux may make a disk that is as small as one likes. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0
const withoutLocal = canMount ? await whyNot('local') : 'a small disk can be made by root on Linux only'
const withoutDocker = canMount ? await whyNot('docker', ['redis']) : withoutLocal

describe('a full disk below the data folder', () => {
  const disk = mkdtempSync(join(tmpdir(), 'kata-disk-'))

  beforeAll(() => {
    if (canMount) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=711', 'tmpfs', disk])
  })
  afterAll(() => {
    if (canMount) execFileSync('umount', ['--lazy', disk])
    rmSync(disk, { recursive: true, force: true })
  })

  for (const [provider, reason] of [
    ['local', withoutLocal],
    ['docker', withoutDocker],
  ] as const) {
    test.skipIf(reason)(`is one clear error by ${provider}, and nothing is left running`, async () => {
      const home = join(disk, provider)
      mkdirSync(home, { mode: 0o711 })
      fill(join(disk, 'ballast'))
      const program = new SpawnedProgram('rights-course', { KATA_HOME: home, KATA_PROVIDER: provider })
      const started = await program.run('services', 'start', 'redis')
      expect([started.exitCode, started.stdout]).toEqual([3, ''])
      expect(started.stderr).toMatch(/can't be written: the disk is full.*KATA_HOME.*DATA_FOLDER_NOT_WRITABLE/s)
      expect((await program.run('services', 'stop')).exitCode).toBe(0)
      expect((await program.run('services')).stdout).toMatch(/No server runs/)
    })
  }
})

/** Writes until nothing more goes. */
function fill(file: string): void {
  try {
    for (let at = 0; ; at += 1) writeFileSync(`${file}-${at}`, Buffer.alloc(4096))
  } catch {
    // Now it is full.
  }
}

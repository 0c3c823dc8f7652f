import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Only root of a Linux may make a disk that is as small as one likes. */
export const canMakeSmallDisk = process.platform === 'linux' && process.getuid?.() === 0

interface SmallDisk {
  readonly folder: string
  /** Writes until nothing more goes. */
  fill(): void
  /** Removes what `fill` wrote. */
  free(): void
  makeReadOnly(): void
}

/** A disk of 2 MB, for the running test. */
export function smallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'kata-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      for (const bytes of [65_536, 4096, 1]) writeUntilFull(ballast, bytes)
    },
    free: () => rmSync(ballast),
    makeReadOnly: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
  }
}

function writeUntilFull(file: string, bytes: number): void {
  try {
    for (;;) writeFileSync(file, Buffer.alloc(bytes), { flag: 'a' })
  } catch {
    // Now not even so much goes.
  }
}

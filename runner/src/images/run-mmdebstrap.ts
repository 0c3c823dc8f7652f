import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { CourseError } from '../errors.ts'
import type { DistributionMirror } from './distribution-mirror.ts'
import { hooksFor, packages } from './recipe.ts'

interface Bootstrap {
  readonly mirror: DistributionMirror
  /** Where the root file system goes. */
  readonly tarFile: string
  readonly versionsFile: string
  readonly onProgress: (text: string) => void
  readonly signal?: AbortSignal
}

export async function hasMmdebstrap(): Promise<boolean> {
  const version = promisify(execFile)('mmdebstrap', ['--version'])
  return version.then(
    () => true,
    () => false,
  )
}

/** Makes a root file system with our packages. Takes about a minute. */
export async function runMmdebstrap({ mirror, tarFile, versionsFile, onProgress, signal }: Bootstrap): Promise<void> {
  const options = ['--variant=minbase', `--include=${packages.join(',')}`, ...hooksFor(versionsFile)]
  const child = spawn('mmdebstrap', [...options, mirror.codename, tarFile, mirror.source], {
    stdio: ['ignore', 'ignore', 'pipe'],
    ...(signal ? { signal } : {}),
  })
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line)
    const said = line.match(/^I: (.*)/)?.[1]
    if (said && !said.startsWith('running --')) onProgress(said)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return
  throw new CourseError('IMAGE_NOT_BUILT', {
    message: `mmdebstrap failed with ${mirror.source}:\n${lines.slice(-12).join('\n')}`,
    hint: 'Check that this machine reaches its package archive: apt-get update',
  })
}

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { CourseError } from '../errors.ts'
import type { DistributionMirror } from './distribution-mirror.ts'

interface Bootstrap {
  readonly mirror: DistributionMirror
  readonly packages: readonly string[]
  /** In the words of mmdebstrap. */
  readonly options: readonly string[]
  /** Where the root file system goes. */
  readonly tarFile: string
  /** Where the versions of the packages go. */
  readonly versionsFile: string
  readonly onProgress: (text: string) => void
  readonly signal?: AbortSignal
}

/** Documentation and translations, which nobody reads in a container. */
const leftOut = ['/usr/share/doc/*', '/usr/share/man/*', '/usr/share/locale/*', '/usr/share/info/*']

export async function hasMmdebstrap(): Promise<boolean> {
  const version = promisify(execFile)('mmdebstrap', ['--version'])
  return version.then(
    () => true,
    () => false,
  )
}

/** Makes a root file system with these packages. Takes about a minute. */
export async function runMmdebstrap(bootstrap: Bootstrap): Promise<void> {
  const { mirror, tarFile, onProgress, signal } = bootstrap
  const child = spawn('mmdebstrap', [...optionsOf(bootstrap), mirror.codename, tarFile, mirror.source], {
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

function optionsOf({ packages, options, versionsFile }: Bootstrap): readonly string[] {
  return [
    '--variant=minbase',
    `--include=${packages.join(',')}`,
    ...leftOut.map((pattern) => `--dpkgopt=path-exclude=${pattern}`),
    ...options,
    `--customize-hook=chroot "$1" dpkg-query -W -f "\\\${Package} \\\${Version}\\n" ${packages.join(' ')} > '${versionsFile}'`,
  ]
}

import { readFile } from 'node:fs/promises'
import type { WarmServiceName } from '../services/warm-service.ts'

/** Services whose local server is a package of the system. */
type PackagedService = 'redis' | 'nginx'

/** As Debian and Ubuntu call them. */
const debianPackages = { redis: 'redis-server', nginx: 'nginx' } as const satisfies Record<PackagedService, string>

/** What serves the local provider, by the package manager of each family of systems. */
const commands: readonly (readonly [family: RegExp, command: (service: PackagedService) => string])[] = [
  [/debian|ubuntu/, (service) => `apt-get install --no-install-recommends ${debianPackages[service]}`],
  [/fedora|rhel|centos/, (service) => `dnf install ${service}`],
  [/alpine/, (service) => `apk add ${service}`],
  [/arch/, (service) => `pacman -S ${service}`],
  [/suse/, (service) => `zypper install ${service}`],
]

/** The Debian package with this service's server; undefined when it does not come from one. */
export function findDebianPackage(service: WarmServiceName): string | undefined {
  return isPackaged(service) ? debianPackages[service] : undefined
}

/** The command that makes this service available here without an engine; undefined where none is known. */
export async function findInstallCommand(service: WarmServiceName): Promise<string | undefined> {
  if (service === 'postgres' || service === 'postgres-replica') return 'npm install --include=optional'
  if (!isPackaged(service)) return undefined
  if (process.platform === 'darwin') return `brew install ${service}`
  const family = await readFamily()
  const command = commands.find(([pattern]) => pattern.test(family))?.[1]
  return command ? asRoot(command(service)) : undefined
}

/** Whether this is a Debian or a system built on it. */
export async function isDebianFamily(): Promise<boolean> {
  return /debian|ubuntu/.test(await readFamily())
}

function isPackaged(service: WarmServiceName): service is PackagedService {
  return Object.hasOwn(debianPackages, service)
}

/** With sudo where that is needed. */
export function asRoot(command: string): string {
  return process.getuid?.() === 0 ? command : `sudo ${command}`
}

async function readFamily(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]+)"?$/gm)].map(([, id]) => id).join(' ')
}

import { readFile } from 'node:fs/promises'
import type { WarmServiceName } from '../services/warm-service.ts'

/** What serves the local provider, by the package manager of each family of systems. */
const redisCommands: readonly (readonly [family: RegExp, command: string])[] = [
  [/debian|ubuntu/, 'apt-get install --no-install-recommends redis-server'],
  [/fedora|rhel|centos/, 'dnf install redis'],
  [/alpine/, 'apk add redis'],
  [/arch/, 'pacman -S redis'],
  [/suse/, 'zypper install redis'],
]

/** The command that makes this service available here; on systems we don't know, the way that works everywhere. */
export async function installCommandFor(service: WarmServiceName): Promise<string> {
  if (service !== 'redis') return 'npm install --include=optional'
  if (process.platform === 'darwin') return 'brew install redis'
  const family = await readFamily()
  const command = redisCommands.find(([pattern]) => pattern.test(family))?.[1]
  return command ? asRoot(command) : 'install and start Docker: https://docs.docker.com/get-started/get-docker/'
}

/** Whether this is a Debian or a system built on it. */
export async function isDebianFamily(): Promise<boolean> {
  return /debian|ubuntu/.test(await readFamily())
}

/** As sudo where that is needed. */
function asRoot(command: string): string {
  return process.getuid?.() === 0 ? command : `sudo ${command}`
}

async function readFamily(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '')
  return [...release.matchAll(/^ID(?:_LIKE)?="?([^"\n]+)"?$/gm)].map(([, id]) => id).join(' ')
}

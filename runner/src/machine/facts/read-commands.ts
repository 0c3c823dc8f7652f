import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { findOnPath } from '../../services/local/find-on-path.ts'
import { warmServiceNames } from '../../services/warm-service.ts'
import { asRoot, findDebianPackage, findInstallCommand, isDebianFamily } from '../install-command.ts'
import type { KnownCommands } from '../machine-facts.ts'

/** The commands by which this machine, as it is, would be mended. */
export async function readCommands(): Promise<KnownCommands> {
  const [startEngine, wakeEngine] = await Promise.all([findStartCommand(), findWakeCommand()])
  const install = warmServiceNames.map(async (name) => [name, await findInstallCommand(name)] as const)
  return {
    ...(startEngine ? { startEngine } : {}),
    ...(wakeEngine ? { wakeEngine } : {}),
    install: Object.fromEntries(await Promise.all(install)) as KnownCommands['install'],
    packages: await listPackages(),
    installNode: await findNodeCommand(),
    isInDockerGroup: await isInDockerGroup(),
  }
}

/** Root of a Debian may install by itself. */
async function listPackages(): Promise<KnownCommands['packages']> {
  if (process.getuid?.() !== 0 || !(await isDebianFamily())) return {}
  const named = warmServiceNames.map((name) => [name, findDebianPackage(name)] as const)
  return Object.fromEntries(named.filter(([, debianPackage]) => debianPackage))
}

async function findStartCommand(): Promise<string | undefined> {
  if (process.platform === 'darwin') {
    for (const name of ['Docker', 'OrbStack', 'Rancher Desktop'])
      if (existsSync(`/Applications/${name}.app`)) return `open -a '${name}'`
    if (await findOnPath('colima')) return 'colima start'
    return (await findOnPath('podman')) ? 'podman machine start' : undefined
  }
  if (process.platform !== 'linux') return undefined
  const hasSystemd = existsSync('/run/systemd/system')
  if (await findOnPath('dockerd')) {
    if (hasSystemd) return asRoot('systemctl start docker')
    return existsSync('/etc/init.d/docker') ? asRoot('service docker start') : undefined
  }
  return hasSystemd && (await findOnPath('podman')) ? 'systemctl --user start podman.socket' : undefined
}

/** A dockerd that was stopped by a signal goes on by another; the kernel tells which one is. */
async function findWakeCommand(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    if (/\(dockerd\) T/.test(stat)) return asRoot(`kill -CONT ${pid}`)
  }
  return undefined
}

/** By the manager of Node versions that this user has. */
async function findNodeCommand(): Promise<string> {
  if (process.env['NVM_DIR'] || existsSync(join(homedir(), '.nvm'))) return 'nvm install 24'
  const managers = { fnm: 'fnm install 24', volta: 'volta install node@24', mise: 'mise use --global node@24' }
  for (const [name, command] of Object.entries(managers)) if (await findOnPath(name)) return command
  if (process.platform === 'darwin' && (await findOnPath('brew'))) return 'brew install node'
  if (process.platform === 'win32') return 'winget install OpenJS.NodeJS.LTS'
  return 'install a current Node: https://nodejs.org/en/download'
}

async function isInDockerGroup(): Promise<boolean> {
  const groups = await readFile('/etc/group', 'utf8').catch(() => '')
  const members = groups.match(/^docker:[^:]*:[^:]*:(.*)$/m)?.[1]?.split(',') ?? []
  return members.includes(userInfo().username)
}

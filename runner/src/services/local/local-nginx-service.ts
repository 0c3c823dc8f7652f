import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ability, NginxHost, ServerRecord } from '../provider.ts'
import { findOnPath, readNginxVersion } from './find-on-path.ts'
import { isWarmAlive, nginxFolder, openLocalNginx, startLocalNginx } from './local-nginx.ts'
import { removeLocalNginx } from './local-nginx-process.ts'
import type { LocalService } from './local-service.ts'

/** `nginx` from PATH. */
export const localNginx: LocalService<NginxHost> = {
  examine: examineNginx,
  start: startLocalNginx,
  adopt: async (record) => ((await isWarmAlive(record)) ? openLocalNginx(record) : undefined),
  removeLeftovers: removeNginxProcesses,
}

async function examineNginx(): Promise<Ability> {
  // There it knows neither signals nor a master with workers as other systems have them.
  if (process.platform === 'win32') return { can: false, reason: 'nginx runs on Windows in a container only' }
  const binary = await findOnPath('nginx')
  if (!binary) return { can: false, reason: 'there is no nginx on PATH', mend: 'kata doctor --fix' }
  const version = await readNginxVersion(binary)
  if (!version) return { can: false, reason: `${binary} does not start`, mend: `${binary} -v` }
  return { can: true, by: `${binary} ${version}`, mustPull: false }
}

/** An adopted host removes the processes beside it by itself, as it knows which of them are kept. */
async function removeNginxProcesses(kept: readonly ServerRecord[]): Promise<void> {
  if (kept.some(({ service }) => service.name === 'nginx' && service.provider === 'local')) return
  const folder = nginxFolder()
  await Promise.all((await readdir(folder).catch(() => [])).map((id) => removeLocalNginx(join(folder, id))))
}

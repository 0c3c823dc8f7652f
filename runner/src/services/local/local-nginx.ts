import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { CourseError } from '../../errors.ts'
import { identifyNginx } from '../ask-nginx.ts'
import { findFreePort } from '../find-free-port.ts'
import { errorLogName } from '../nginx-options.ts'
import type { NginxProcess } from '../nginx-process.ts'
import type { NginxHost, ServerRecord, StartOptions } from '../provider.ts'
import { findOnPath } from './find-on-path.ts'
import { localFolder } from './local-folder.ts'
import { readLastLines } from './local-log.ts'
import { findLocalNginx, openLocalNginxProcess, removeLocalNginx } from './local-nginx-process.ts'

/** Where each local nginx has its folder, named `<port>-<random>`. */
export function nginxFolder(): string {
  const folder = join(localFolder(), 'nginx')
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o711)
  return folder
}

export async function startLocalNginx({ onProgress }: Pick<StartOptions, 'onProgress'>): Promise<NginxHost> {
  onProgress({ service: 'nginx', stage: 'starting', text: 'starting nginx' })
  const binary = await requireNginx()
  const { record, place } = await spawnProcess(binary)
  const identity = await identifyNginx(record.port)
  const address = { host: '127.0.0.1', port: record.port, startedAt: Date.now() }
  const processId = await findLocalNginx(place.folder)
  const service = {
    name: 'nginx',
    provider: 'local',
    version: identity?.version ?? 'unknown',
    ...address,
    ...(processId === undefined ? {} : { processId }),
  } as const
  return openLocalNginx({ service, password: '', madeFrom: binary, folder: place.folder })
}

/** A warm nginx; the ones of leases stand beside it. */
export function openLocalNginx(record: ServerRecord): NginxHost {
  const { madeFrom: binary, folder: warmFolder = '' } = record
  const removeAllBut = async (ids: readonly string[]) => {
    const all = await readdir(nginxFolder())
    await Promise.all(all.filter((id) => !ids.includes(id)).map((id) => removeLocalNginx(join(nginxFolder(), id))))
  }
  return {
    record,
    isAlive: () => isWarmAlive(record),
    spawn: () => spawnProcess(binary),
    adopt: async ({ id, port }) => {
      const isThere = await identifyNginx(port)
      return isThere && openLocalNginxProcess({ binary, folder: join(nginxFolder(), id), port })
    },
    removeOthers: (kept) => removeAllBut([basename(warmFolder), ...kept.map(({ id }) => id)]),
    stop: () => removeAllBut([]),
    readLog: () => readLastLines(join(warmFolder, errorLogName)),
  }
}

/** Workers of a master that was killed still answer, and nobody looks after them. */
export async function isWarmAlive({ service, folder = '' }: ServerRecord): Promise<boolean> {
  return (await findLocalNginx(folder)) !== undefined && (await identifyNginx(service.port)) !== undefined
}

async function spawnProcess(binary: string): Promise<NginxProcess> {
  const port = await findFreePort()
  const folder = join(nginxFolder(), `${port}-${randomBytes(4).toString('hex')}`)
  const process = openLocalNginxProcess({ binary, folder, port })
  const complaint = await process.start([])
  if (complaint === undefined) return process
  await process.remove()
  throw new CourseError('SERVICE_NOT_AVAILABLE', {
    message: `${binary} refuses a configuration of ours:\n${complaint}`,
  })
}

async function requireNginx(): Promise<string> {
  const binary = await findOnPath('nginx')
  if (binary) return binary
  throw new CourseError('SERVICE_NOT_AVAILABLE', { message: 'There is no nginx on PATH.' })
}

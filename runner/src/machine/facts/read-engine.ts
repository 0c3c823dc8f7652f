import { statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { ServiceDiagnosis } from '../../services/diagnose-providers.ts'
import { ownLabel } from '../../services/docker/container-labels.ts'
import type { Engine } from '../../services/docker/engine.ts'
import { listContainers, readInfo } from '../../services/docker/engine-calls.ts'
import type { EngineFacts, ImageFacts } from '../machine-facts.ts'

/** What `/info` tells, as far as it matters here; Podman leaves some of it out. */
interface EngineInfo {
  readonly ServerVersion?: string
  readonly OSType?: string
  readonly OperatingSystem?: string
  readonly Architecture?: string
  readonly Name?: string
  readonly MemTotal?: number
  readonly SystemTime?: string
  readonly DockerRootDir?: string
  readonly HttpProxy?: string
  readonly HttpsProxy?: string
  readonly SecurityOptions?: readonly string[] | null
}

/** An engine's words for processors, in Node's. */
const processors: Readonly<Record<string, string>> = { x86_64: 'x64', amd64: 'x64', aarch64: 'arm64', armv7l: 'arm' }

/** Asks an engine what it is, which containers of ours are paused, and what the images are that would be used. */
export async function readEngine(
  engine: Engine,
  foundBy: string,
  services: readonly ServiceDiagnosis[],
): Promise<EngineFacts> {
  const askedAt = Date.now()
  const info = await readInfo<EngineInfo>(engine)
  const answeredAt = Date.now()
  const isOnThisMachine = process.platform === 'linux' && info.Name === hostname()
  const disk = isOnThisMachine ? await readDisk(info.DockerRootDir) : undefined
  return {
    foundBy,
    version: info.ServerVersion ?? '?',
    arch: toNodesWord(info.Architecture ?? process.arch),
    osType: info.OSType ?? 'linux',
    operatingSystem: info.OperatingSystem ?? '?',
    isRootless: info.SecurityOptions?.some((option) => option.includes('name=rootless')) ?? false,
    isOnThisMachine,
    memoryBytes: info.MemTotal ?? Number.POSITIVE_INFINITY,
    clockAheadMs: compareClocks(info.SystemTime, askedAt, answeredAt),
    hasProxy: Boolean(info.HttpProxy || info.HttpsProxy),
    ...(disk ? { disk } : {}),
    pausedContainers: await findPaused(engine),
    images: await readImages(engine, services),
  }
}

/** An answer that took a while leaves that much in doubt, which is no skew. */
function compareClocks(theirs: string | undefined, askedAt: number, answeredAt: number): number {
  const told = Date.parse(theirs ?? '')
  if (Number.isNaN(told) || (told >= askedAt && told <= answeredAt)) return 0
  return told < askedAt ? told - askedAt : told - answeredAt
}

async function readDisk(folder: string | undefined): Promise<EngineFacts['disk']> {
  const free = folder === undefined ? undefined : await statfs(folder).catch(() => undefined)
  return folder !== undefined && free ? { folder, freeBytes: free.bavail * free.bsize } : undefined
}

async function findPaused(engine: Engine): Promise<EngineFacts['pausedContainers']> {
  const paused = (await listContainers(engine, ownLabel())).filter(({ State }) => State === 'paused')
  return paused.map(({ Id, Names, Labels }) => {
    const name = Names?.[0]?.replace(/^\//, '') ?? Id.slice(0, 12)
    return { id: Id, name, service: Labels['loadbearing.service'] ?? 'servers' }
  })
}

async function readImages(engine: Engine, services: readonly ServiceDiagnosis[]): Promise<readonly ImageFacts[]> {
  const used = services.flatMap(({ service, winner }) =>
    winner?.provider === 'docker' && !winner.mustPull ? [{ service, image: winner.by }] : [],
  )
  return Promise.all(
    used.map(async ({ service, image }) => {
      const path = `/images/${encodeURIComponent(image)}/json`
      const { Architecture } = await engine.json<{ Architecture: string }>({ method: 'GET', path })
      return { service, image, arch: toNodesWord(Architecture) }
    }),
  )
}

function toNodesWord(processor: string): string {
  return processors[processor] ?? processor
}

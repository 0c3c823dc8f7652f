import { statfs } from 'node:fs/promises'
import { availableParallelism, freemem, totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { MachineCheck } from '../report/machine-check.ts'
import { dataFolder } from '../services/data-folder.ts'
import type { ServiceDiagnosis } from '../services/diagnose-providers.ts'
import { describeAttempts } from '../services/docker/docker-service.ts'
import { findEngine } from '../services/docker/find-engine.ts'
import { showBytes } from '../terminal/show-bytes.ts'
import { installCommandFor } from './install-command.ts'

const needed = { diskBytes: 500e6, comfortableDiskBytes: 2e9, memoryBytes: 400e6 }

/** Looks at everything that a kata may need. `katasOf` names the katas that need a service. */
export async function examineMachine(
  services: readonly ServiceDiagnosis[],
  katasOf: (service: string) => readonly string[],
): Promise<readonly MachineCheck[]> {
  const checks = [
    checkNode(),
    await checkEngine(services),
    ...(await Promise.all(services.map((it) => checkService(it, katasOf)))),
  ]
  return [...checks, await checkDisk(), checkMemory()]
}

function checkNode(): MachineCheck {
  const machine = `${process.platform} ${process.arch}, ${availableParallelism()} cores`
  return { name: 'Node', state: 'ok', found: `${process.version} on ${machine}` }
}

async function checkEngine(services: readonly ServiceDiagnosis[]): Promise<MachineCheck> {
  const search = await findEngine()
  const name = 'container engine'
  if (search.engine) {
    const { Version = '?' } = await search.engine.json<{ Version?: string }>({ method: 'GET', path: '/version' })
    return { name, state: 'ok', found: `version ${Version}, found by ${search.foundBy}` }
  }
  const found = `none answers: ${describeAttempts(search)}`
  const isNeeded = services.some(({ winner }) => winner === undefined)
  const means = isNeeded ? 'The servers below that are missing would come from it.' : 'No kata of today needs one.'
  return { name, state: 'note', found, means }
}

async function checkService(
  { service, providers, winner }: ServiceDiagnosis,
  katasOf: (service: string) => readonly string[],
): Promise<MachineCheck> {
  // What was tried to reach an engine has its own check above.
  const tried = providers.flatMap((it) => (it.can ? [] : [`${it.provider}: ${it.reason.split(': tried')[0]}`]))
  if (winner?.mustPull) {
    const found = `${winner.by}, which has to be downloaded first`
    const fallback = providers.find((it) => it.can && !it.mustPull)
    const means = fallback?.can
      ? `Until then ${fallback.provider} serves: ${fallback.by}.`
      : 'The first kata will wait for it.'
    return { name: service, state: 'note', found, means, mend: 'kata prefetch' }
  }
  if (winner) return describeWinner(service, winner)
  const [katas, mend] = [katasOf(service), await installCommandFor(service)]
  if (katas.length === 0)
    return { name: service, state: 'note', found: tried.join('; '), means: 'No kata of today needs it.', mend }
  const means = `These katas can't run: ${katas.join(', ')}.`
  // A server that the user named is mended where it is, not by installing another.
  const own = providers.find(({ provider }) => provider === 'external')
  if (providers.length === 1 && own?.can === false)
    return { name: service, state: 'missing', found: own.reason, means: `${means} ${own.mend ?? ''}` }
  return { name: service, state: 'missing', found: tried.join('; '), means, mend }
}

/** What an external server refuses is no trouble until a kata needs it. */
function describeWinner(name: string, { provider, by, lacks = {} }: ServiceDiagnosis['winner'] & object): MachineCheck {
  const found = `by ${provider}: ${by}`
  const [refusal, ...others] = Object.values(lacks)
  if (!refusal) return { name, state: 'ok', found }
  const reasons = [refusal, ...others].map(({ reason }) => reason).join('; ')
  return { name, state: 'note', found, means: `Katas that need more are refused: ${reasons}. ${refusal.mend}` }
}

async function checkDisk(): Promise<MachineCheck> {
  const { bavail, bsize } = await statfsOfExisting(dataFolder())
  const free = bavail * bsize
  const found = `${showBytes(free)} free for ${dataFolder()}`
  if (free >= needed.comfortableDiskBytes) return { name: 'disk', state: 'ok', found }
  const means = `Images and servers take about ${showBytes(needed.comfortableDiskBytes)}, a local Postgres alone 200 MB.`
  return { name: 'disk', state: free >= needed.diskBytes ? 'note' : 'missing', found, means }
}

/** The folder may not have been made yet. */
async function statfsOfExisting(folder: string): Promise<{ bavail: number; bsize: number }> {
  return statfs(folder).catch(() => statfsOfExisting(dirname(folder)))
}

function checkMemory(): MachineCheck {
  const free = Math.max(freemem(), process.availableMemory())
  const found = `${showBytes(free)} free of ${showBytes(totalmem())}`
  if (free >= needed.memoryBytes) return { name: 'memory', state: 'ok', found }
  const means = `Postgres, Redis and the tests take about ${showBytes(needed.memoryBytes)}.`
  return { name: 'memory', state: 'note', found, means }
}

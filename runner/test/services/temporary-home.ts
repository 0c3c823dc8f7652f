import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { findEngine } from '../../src/services/docker/find-engine.ts'
import { findImageSize, findRecipeImage, officialImages } from '../../src/services/docker/service-images.ts'
import { findOnPath } from '../../src/services/local/find-on-path.ts'
import type { ProviderName } from '../../src/services/service.ts'
import { stopServices } from '../../src/services/stop-services.ts'
import { imageNameOf, type WarmServiceName } from '../../src/services/warm-service.ts'

/** For tests: a data folder of this test file alone, with a keeper of its own, both removed in the end. */
export function useTemporaryHome(environment: Readonly<Record<string, string>> = {}): void {
  beforeAll(() => {
    const home = mkdtempSync(join(tmpdir(), 'kata-home-'))
    // Open to others, so that root's servers live below it and vanish with it.
    chmodSync(home, 0o711)
    process.env['KATA_HOME'] = home
    Object.assign(process.env, environment)
  })
  afterAll(async () => {
    await stopServices()
    const home = process.env['KATA_HOME']
    if (home && existsSync(home)) rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })
}

/** For tests: why a provider can't be tried on this machine with these services; undefined when it can. */
export async function whyNot(
  provider: ProviderName,
  services: readonly WarmServiceName[] = ['postgres', 'redis'],
): Promise<string | undefined> {
  if (provider === 'local') return findMissingBinary(services)
  const { engine } = await findEngine()
  if (!engine) return 'no container engine answers'
  for (const service of services) {
    const hasImage =
      (await findImageSize(engine, officialImages[imageNameOf(service)])) ?? (await findRecipeImage(engine, service))
    if (hasImage === undefined) return `there is no image for ${service}`
  }
  return undefined
}

/** Postgres comes with the install. */
async function findMissingBinary(services: readonly WarmServiceName[]): Promise<string | undefined> {
  const binaries: Readonly<Partial<Record<WarmServiceName, string>>> = { redis: 'redis-server', nginx: 'nginx' }
  for (const service of services) {
    if (service === 'kafka') return 'Kafka needs a container engine'
    const name = binaries[service]
    if (name && !(await findOnPath(name))) return `there is no ${name} on PATH`
  }
  return undefined
}

import { CourseError } from '../errors.ts'
import { examineImages } from './docker/choose-image.ts'
import { engineNotFound } from './docker/docker-service.ts'
import type { Engine } from './docker/engine.ts'
import { findEngine } from './docker/find-engine.ts'
import { pullImage } from './docker/pull-image.ts'
import { findImageSize } from './docker/service-images.ts'
import type { ServiceProgress } from './service-progress.ts'
import { readServiceSettings } from './service-settings.ts'
import { type ImageName, imageNameOf, type WarmServiceName } from './warm-service.ts'

export interface PrefetchedImage {
  readonly service: ImageName
  readonly image: string
  /** Whether it was downloaded now, or was here before. */
  readonly isNew: boolean
  /** On disk, unpacked. */
  readonly sizeBytes: number
}

export interface PrefetchOptions {
  readonly onProgress: (progress: ServiceProgress) => void
  readonly signal?: AbortSignal
}

/** Downloads what the services need and this machine lacks, each image once. Throws when no engine answers, or a download fails. */
export async function prefetchImages(
  services: readonly WarmServiceName[],
  options: PrefetchOptions,
): Promise<readonly PrefetchedImage[]> {
  const settings = readServiceSettings()
  const search = await findEngine(settings.dockerHost)
  if (!search.engine) throw engineNotFound(search)
  const images: PrefetchedImage[] = []
  for (const service of new Set(services.map(imageNameOf)))
    images.push(await prefetchImage(search.engine, service, options))
  return images
}

async function prefetchImage(
  engine: Engine,
  service: ImageName,
  { onProgress, signal }: PrefetchOptions,
): Promise<PrefetchedImage> {
  const ability = await examineImages(engine, service, { settings: readServiceSettings(), pull: true })
  if (!ability.can) throw new CourseError('IMAGE_NOT_PULLED', { message: ability.reason })
  const image = ability.by
  const progress = { service, stage: 'pulling', text: `pulling ${image}` } as const
  if (ability.mustPull) {
    onProgress(progress)
    await pullImage(engine, image, (bytes) => onProgress({ ...progress, ...bytes }), signal)
    onProgress({ service, stage: 'ready', text: `${image} is here` })
  }
  return { service, image, isNew: ability.mustPull, sizeBytes: (await findImageSize(engine, image)) ?? 0 }
}

import { CourseError } from '../errors.ts'
import { examineImages } from './docker/choose-image.ts'
import { engineNotFound } from './docker/docker-service.ts'
import type { Engine } from './docker/engine.ts'
import { findEngine } from './docker/find-engine.ts'
import { type PullProgress, pullImage } from './docker/pull-image.ts'
import { findImageSize } from './docker/service-images.ts'
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
  readonly onProgress: (image: string, progress: PullProgress) => void
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
  if (ability.mustPull) await pullImage(engine, image, (progress) => onProgress(image, progress), signal)
  return { service, image, isNew: ability.mustPull, sizeBytes: (await findImageSize(engine, image)) ?? 0 }
}

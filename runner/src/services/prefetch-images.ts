import { CourseError } from '../errors.ts'
import { examineImages } from './docker/choose-image.ts'
import { engineNotFound } from './docker/docker-service.ts'
import type { Engine } from './docker/engine.ts'
import { findEngine } from './docker/find-engine.ts'
import { findKeepsLayers } from './docker/keeps-layers.ts'
import { type PullProgress, pullImage } from './docker/pull-image.ts'
import { findImageSize } from './docker/service-images.ts'
import type { ServiceProgress } from './service-progress.ts'
import { readServiceSettings } from './service-settings.ts'
import { type ImageName, imageNameOf, type WarmServiceName } from './warm-service.ts'

/** `here`: it was here before. `waiting`: it is not here, and was not begun. */
type ImageState = 'here' | 'downloaded' | 'failed' | 'interrupted' | 'waiting'

export interface PrefetchedImage {
  readonly service: ImageName
  readonly image: string
  readonly state: ImageState
  /** On disk, unpacked; of an image that is here. */
  readonly sizeBytes?: number
  /** How far the download was; of an image that is not here, and was begun. */
  readonly received?: PullProgress
  /** Why the download failed. */
  readonly error?: CourseError
}

export interface PrefetchResult {
  /** Each image once, in the order of the services. */
  readonly images: readonly PrefetchedImage[]
  /** Whether the engine goes on inside an image that was interrupted; absent when it does not tell. */
  readonly keepsLayers?: boolean
}

export interface PrefetchOptions {
  /** Told once, before anything is downloaded. */
  readonly onPlan?: (images: readonly PrefetchedImage[]) => void
  readonly onProgress: (progress: ServiceProgress) => void
  readonly signal?: AbortSignal
}

/**
 * Downloads what the services need and this machine lacks, each image once. One that fails does not keep back the
 * others. When the signal aborts, the result tells how far it came. Throws when no engine answers.
 */
export async function prefetchImages(
  services: readonly WarmServiceName[],
  options: PrefetchOptions,
): Promise<PrefetchResult> {
  const search = await findEngine(readServiceSettings().dockerHost)
  if (!search.engine) throw engineNotFound(search)
  const { engine } = search
  const names = [...new Set(services.map(imageNameOf))]
  const planned = await Promise.all(names.map((name) => planImage(engine, name)))
  options.onPlan?.(planned)
  const images: PrefetchedImage[] = []
  for (const plan of planned) {
    const isWanted = plan.state === 'waiting' && !options.signal?.aborted
    images.push(isWanted ? await download(engine, plan, options) : plan)
  }
  const keepsLayers = await findKeepsLayers(engine)
  return { images, ...(keepsLayers === undefined ? {} : { keepsLayers }) }
}

async function planImage(engine: Engine, service: ImageName): Promise<PrefetchedImage> {
  const ability = await examineImages(engine, service, { settings: readServiceSettings(), pull: true })
  if (!ability.can) throw new CourseError('IMAGE_NOT_PULLED', { message: ability.reason })
  const image = ability.by
  return ability.mustPull
    ? { service, image, state: 'waiting' }
    : describeHere(engine, { service, image, state: 'here' })
}

async function describeHere(engine: Engine, image: PrefetchedImage): Promise<PrefetchedImage> {
  return { ...image, sizeBytes: (await findImageSize(engine, image.image)) ?? 0 }
}

async function download(
  engine: Engine,
  { service, image }: PrefetchedImage,
  { onProgress, signal }: PrefetchOptions,
): Promise<PrefetchedImage> {
  const progress = { service, stage: 'pulling', text: `pulling ${image}` } as const
  let received: PullProgress | undefined
  const note = (bytes: PullProgress) => {
    received = bytes
    onProgress({ ...progress, ...bytes })
  }
  onProgress(progress)
  try {
    await pullImage(engine, image, note, signal)
  } catch (error) {
    if (!(error instanceof CourseError)) throw error
    const base = { service, image, ...(received ? { received } : {}) }
    return signal?.aborted ? { ...base, state: 'interrupted' } : { ...base, state: 'failed', error }
  }
  onProgress({ service, stage: 'ready', text: `${image} is here` })
  return describeHere(engine, { service, image, state: 'downloaded' })
}

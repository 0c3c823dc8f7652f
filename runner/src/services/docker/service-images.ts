import { kafkaVersion, recipeLabel } from '../../images/recipe.ts'
import type { ServiceSettings } from '../service-settings.ts'
import { type ImageName, imageNameOf, type WarmServiceName } from '../warm-service.ts'
import type { Engine } from './engine.ts'

/** Official images, pinned; each is replaced by the setting of its name. */
export const officialImages: Readonly<Record<ImageName, string>> = {
  postgres: 'postgres:18.1-alpine',
  redis: 'redis:7.4.1-alpine',
  kafka: `apache/kafka:${kafkaVersion}`,
  nginx: 'nginx:1.28.0-alpine',
}

interface ImageSummary {
  readonly RepoTags: readonly string[] | null
  readonly Created: number
  readonly Size: number
}

/** The image a service should run from, as the user wishes or as we pin it. */
export function wishedImage(service: WarmServiceName, settings: ServiceSettings): string {
  const name = imageNameOf(service)
  return settings.images?.[name] ?? officialImages[name]
}

/** Bytes on disk of an image; undefined when it is not there. */
export async function findImageSize(engine: Engine, image: string): Promise<number | undefined> {
  const path = `/images/${encodeURIComponent(image)}/json`
  const answer = await engine.json<{ Size: number }>({ method: 'GET', path }).catch(() => undefined)
  return answer?.Size
}

/** The newest image that our recipe for this service built on this machine. */
export async function findRecipeImage(engine: Engine, service: WarmServiceName): Promise<string | undefined> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${recipeLabel}=${imageNameOf(service)}`] }))
  const images = await engine.json<readonly ImageSummary[]>({ method: 'GET', path: `/images/json?filters=${filters}` })
  const newest = images.toSorted((a, b) => b.Created - a.Created).find(({ RepoTags }) => RepoTags?.length)
  return newest?.RepoTags?.[0]
}

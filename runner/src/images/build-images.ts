import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import { type DistributionMirror, findDistributionMirror } from './distribution-mirror.ts'
import { fetchParts } from './fetch-parts.ts'
import { makeRoot } from './make-root.ts'
import { parseMajorVersion } from './parse-major-version.ts'
import { type Recipe, recipeLabel } from './recipe.ts'
import { recipes } from './recipes.ts'
import { hasMmdebstrap } from './run-mmdebstrap.ts'

/** A root file system that is to become an image. */
export interface ImageToImport {
  readonly image: string
  /** As `docker import --change` takes them. */
  readonly changes: readonly string[]
  readonly tarFile: string
}

export interface BuildOptions {
  /** Gives it to the engine. */
  readonly importImage: (image: ImageToImport) => Promise<void>
  readonly onProgress: (text: string) => void
  readonly signal?: AbortSignal
}

interface BuiltImage {
  readonly service: Recipe['service']
  readonly image: string
  readonly sizeBytes: number
}

/** An image that can't be made on this machine, which keeps no other from being made. */
interface ImageLeftOut {
  readonly service: Recipe['service']
  readonly reason: string
  /** What would mend it. */
  readonly hint: string
}

const path = 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Why images can't be built on this machine, each with what would mend it; empty when they can. */
async function findBuildObstacles(): Promise<readonly string[]> {
  const obstacles: string[] = []
  if (!(await findDistributionMirror())) {
    obstacles.push('this is not Debian or Ubuntu: no archive of theirs is among the apt sources')
  }
  if (process.getuid?.() !== 0) obstacles.push('this is not root: run it again with sudo')
  if (!(await hasMmdebstrap())) {
    obstacles.push('mmdebstrap is not installed: apt-get install --no-install-recommends mmdebstrap')
  }
  return obstacles
}

/** Makes an image of each service from the distribution's packages, without an image registry. */
export async function buildImages(
  options: BuildOptions,
): Promise<{ readonly built: readonly BuiltImage[]; readonly leftOut: readonly ImageLeftOut[] }> {
  const mirror = await requireMirror()
  const folder = await mkdtemp(join(tmpdir(), 'kata-images-'))
  try {
    const { fetched, leftOut } = await fetchParts(recipes, folder, options)
    const root = await makeRoot(fetched, { ...options, folder, mirror })
    const built: BuiltImage[] = []
    for (const { recipe } of fetched) {
      options.signal?.throwIfAborted()
      const image = `loadbearing/${recipe.service}:${parseMajorVersion(root.versionOf(recipe))}-${mirror.codename}`
      options.onProgress(`importing ${image}`)
      const changes = [path, ...recipe.changes, `LABEL ${recipeLabel}=${recipe.service}`]
      await options.importImage({ image, changes, tarFile: root.tarFile })
      built.push({ service: recipe.service, image, sizeBytes: root.sizeBytes })
    }
    return { built, leftOut }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function requireMirror(): Promise<DistributionMirror> {
  const obstacles = await findBuildObstacles()
  const mirror = await findDistributionMirror()
  if (mirror && obstacles.length === 0) return mirror
  const list = obstacles.map((obstacle) => `- ${obstacle}`).join('\n')
  throw new CourseError('IMAGE_NOT_BUILT', {
    message: `Images are built from the packages of Debian or Ubuntu, as root, by mmdebstrap. Here:\n${list}`,
  })
}

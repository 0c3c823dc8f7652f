import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import { type DistributionMirror, findDistributionMirror } from './distribution-mirror.ts'
import { parseMajorVersion, type Recipe, recipeLabel, recipes } from './recipe.ts'
import { hasMmdebstrap, runMmdebstrap } from './run-mmdebstrap.ts'

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

export interface BuiltImage {
  readonly service: Recipe['service']
  readonly image: string
  readonly sizeBytes: number
}

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
export async function buildImages({ importImage, onProgress, signal }: BuildOptions): Promise<readonly BuiltImage[]> {
  const mirror = await requireMirror()
  const folder = await mkdtemp(join(tmpdir(), 'kata-images-'))
  try {
    const tarFile = join(folder, 'root.tar')
    const versionsFile = join(folder, 'versions')
    await runMmdebstrap({ mirror, tarFile, versionsFile, onProgress, ...(signal ? { signal } : {}) })
    const versions = parseVersions(await readFile(versionsFile, 'utf8'))
    const sizeBytes = (await stat(tarFile)).size
    const built: BuiltImage[] = []
    for (const recipe of recipes) {
      signal?.throwIfAborted()
      const image = nameImage(recipe, versions, mirror)
      onProgress(`importing ${image}`)
      await importImage({ image, changes: [...recipe.changes, `LABEL ${recipeLabel}=${recipe.service}`], tarFile })
      built.push({ service: recipe.service, image, sizeBytes })
    }
    return built
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

function parseVersions(text: string): ReadonlyMap<string, string> {
  const lines = text.trim().split('\n')
  return new Map(lines.map((line) => line.split(' ')).map(([name = '', version = '']) => [name, version]))
}

function nameImage(
  { service, versionPackage }: Recipe,
  versions: ReadonlyMap<string, string>,
  { codename }: DistributionMirror,
): string {
  return `loadbearing/${service}:${parseMajorVersion(versions.get(versionPackage) ?? '')}-${codename}`
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AptSource, parseAptSources } from './parse-apt-sources.ts'

/** Where this machine gets its distribution's packages from. */
export interface DistributionMirror {
  /** The release's name, such as `bookworm`. */
  readonly codename: string
  /** A line of sources.list. */
  readonly source: string
}

/** Reads the machine's own apt sources. Undefined when this is not Debian, Ubuntu, or built on one of them. */
export async function findDistributionMirror(root = '/'): Promise<DistributionMirror | undefined> {
  const release = await readFile(join(root, 'etc/os-release'), 'utf8').catch(() => '')
  const codename = parseCodename(release)
  const sources = await loadAptSources(join(root, 'etc/apt'))
  const mirror = codename && chooseMirror(sources, codename)
  return mirror ? { codename, source: describe(mirror) } : undefined
}

/** A distribution that builds on another names that one's release too. */
function parseCodename(release: string): string | undefined {
  const field = (name: string) => release.match(new RegExp(`^${name}="?([a-z]+)"?$`, 'm'))?.[1]
  return field('UBUNTU_CODENAME') ?? field('DEBIAN_CODENAME') ?? field('VERSION_CODENAME')
}

async function loadAptSources(folder: string): Promise<readonly AptSource[]> {
  const parts = await readdir(join(folder, 'sources.list.d')).catch(() => [])
  const files = ['sources.list', ...parts.toSorted().map((name) => join('sources.list.d', name))]
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')))
  return texts.flatMap((text, index) => parseAptSources(text, files[index]?.endsWith('.sources') ?? false))
}

/**
 * The distribution's own archive among the sources. Others add theirs under the same release's name, some of them
 * can't be reached, and none of them has our packages.
 */
export function chooseMirror(sources: readonly AptSource[], codename: string): AptSource | undefined {
  const candidates = sources.filter(({ suite, components }) => suite === codename && components.includes('main'))
  return candidates.toSorted((a, b) => trust(b) - trust(a))[0]
}

function trust({ signedBy = '', uri }: AptSource): number {
  const isSignedByDistribution = /(debian|ubuntu)-archive-keyring/.test(signedBy)
  const isOfficialHost = /(^|\.|\/)(debian\.org|ubuntu\.com)\b/.test(uri)
  return (isSignedByDistribution ? 4 : 0) + (isOfficialHost ? 2 : 0) + (signedBy === '' ? 1 : 0)
}

function describe({ uri, suite, components }: AptSource): string {
  const useful = components.filter((component) => component === 'main' || component === 'universe')
  return `deb ${uri} ${suite} ${useful.join(' ')}`
}

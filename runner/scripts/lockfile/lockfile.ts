/** One entry of `packages` in package-lock.json, as far as it matters here. */
export interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly optional?: boolean
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly os?: readonly string[] | string
  readonly cpu?: readonly string[] | string
  readonly libc?: readonly string[] | string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>
}

/** The place in the lockfile at which a package installed at `from` finds `name`, or undefined. */
export function findLocked(lockfile: Lockfile, from: string, name: string): string | undefined {
  const inside = `${from === '' ? '' : `${from}/`}node_modules/${name}`
  if (lockfile.packages[inside]) return inside
  if (from === '') return undefined
  const parent = from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1))
  return findLocked(lockfile, parent, name)
}

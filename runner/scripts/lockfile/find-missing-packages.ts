import { findLocked, type Lockfile } from './lockfile.ts'
import { type Platform, platformOf } from './platform-of.ts'

/** A platform package that a locked package asks for and the lockfile does not hold. */
export interface MissingPackage {
  readonly wantedBy: string
  readonly name: string
  readonly version: string
  readonly platform: Platform
}

/** Every optional platform package that some locked package asks for and that has no entry of its own. */
export function findMissingPackages(lockfile: Lockfile): MissingPackage[] {
  return Object.entries(lockfile.packages).flatMap(([wantedBy, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies).flatMap(([name, version]) => {
      const platform = platformOf(name)
      if (!platform || findLocked(lockfile, wantedBy, name) !== undefined) return []
      return [{ wantedBy, name, version, platform }]
    }),
  )
}

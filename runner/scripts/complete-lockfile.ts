import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { completePackages } from './lockfile/complete-packages.ts'
import { findMissingPackages } from './lockfile/find-missing-packages.ts'
import type { Lockfile } from './lockfile/lockfile.ts'

// Run after `npm install`: adds to the lockfiles of course and site the platform packages which npm left out.
const root = resolve(import.meta.dirname, '../..')
for (const name of ['package-lock.json', 'site/package-lock.json']) {
  const file = join(root, name)
  const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile
  const missing = findMissingPackages(lockfile)
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completePackages(lockfile), null, 2)}\n`)
  for (const { name, version } of missing) console.log(`added ${name} ${version}`)
  console.log(`${name} holds every platform package; ${missing.length} added.`)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { completePackages } from './lockfile/complete-packages.ts'
import { findMissingPackages } from './lockfile/find-missing-packages.ts'
import type { Lockfile } from './lockfile/lockfile.ts'

// Run after `npm install`: adds to package-lock.json the platform packages which npm left out.
const file = join(import.meta.dirname, '../../package-lock.json')
const lockfile = JSON.parse(readFileSync(file, 'utf8')) as Lockfile
const missing = findMissingPackages(lockfile)
if (missing.length > 0) writeFileSync(file, `${JSON.stringify(completePackages(lockfile), null, 2)}\n`)
for (const { name, version } of missing) console.log(`added ${name} ${version}`)
console.log(`package-lock.json holds every platform package; ${missing.length} added.`)

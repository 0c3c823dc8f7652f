// Writes into tsconfig.json which folders of builds the compiler takes for one.
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadCourse } from '../src/course/load-course.ts'
import { findBuildFolders } from './builds/find-build-folders.ts'

const root = resolve(import.meta.dirname, '..', '..')
const file = join(root, 'tsconfig.json')
const { compilerOptions, ...rest } = JSON.parse(readFileSync(file, 'utf8'))
const { rootDirs: _before, ...others } = compilerOptions
const folders = findBuildFolders(await loadCourse(root))
const options = folders.length === 0 ? others : { ...others, rootDirs: folders }
writeFileSync(file, `${JSON.stringify({ compilerOptions: options, ...rest }, null, 2)}\n`)

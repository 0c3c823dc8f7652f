import { capstoneName, sheetName } from '../../course/build.ts'
import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** What a learner can install: the clients of the course's services, and Node itself. */
const clientLibraries = new Set(['pg', 'ioredis', 'kafkajs'])

const importLine = /^(?:import|export)\b[^'"]*?(?:from\s*)?['"]([^'"]+)['"]/
const dynamicImport = /\bimport\(\s*['"]([^'"]+)['"]/

/** The test imports the starter, the kit, Node and client libraries only. */
export function checkTestImports(kata: KataSources): Unruled[] {
  return [kata.testName, capstoneName].flatMap((name) => checkImportsOf(kata, name))
}

function checkImportsOf(kata: KataSources, file: string): Unruled[] {
  const lines = (kata.files.get(file) ?? '').split('\n')
  return lines.flatMap((line, index) => {
    const name = (importLine.exec(line) ?? /^\}\s*from\s*['"]([^'"]+)['"]/.exec(line) ?? dynamicImport.exec(line))?.[1]
    if (name === undefined || isAllowed(name, kata)) return []
    return [
      {
        file: `${kata.folder}/${file}`,
        line: index + 1,
        expected: `./${kata.starterName}, loadbearing/kit or a client library (${[...clientLibraries].join(', ')})`,
        got: name,
        fix: 'Use the kit instead: the test runs in the learner’s workspace, where nothing else is.',
      },
    ]
  })
}

function isAllowed(name: string, kata: KataSources): boolean {
  if (name === `./${kata.starterName}` || name === 'loadbearing/kit') return true
  if (kata.kata?.kind === 'build-stage' && name === `./${sheetName}`) return true
  if (kata.kata?.kind === 'write-the-test' && name.startsWith('./systems/')) return true
  return clientLibraries.has(name) || name.startsWith('node:')
}

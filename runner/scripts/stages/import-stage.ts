import { findCycles } from '../imports/find-cycles.ts'
import { findForbiddenImports } from '../imports/find-forbidden-imports.ts'
import { findImports } from '../imports/find-imports.ts'
import { findImpureNames } from '../imports/find-impure-names.ts'
import { loadSources } from '../source/load-sources.ts'
import type { SourceFile } from '../source/parse-source.ts'
import { addCounts, oneCheck, type Stage } from './stage.ts'

const patterns = ['runner/**/*.ts', 'katas/**/*.ts', 'lessons/**/*.ts', 'site/**/*.ts']

const isModel = ({ path }: SourceFile) => path.startsWith('runner/src/figures/') && !path.endsWith('.test.ts')

/** Which way imports point, that they never come back, and that figures name nothing but themselves. */
export const importStage: Stage = {
  name: 'import direction and cycles',
  async run({ root, write }) {
    const sources = loadSources(root, patterns)
    const imports = sources.flatMap(findImports)
    const impure = sources.filter(isModel).flatMap(findImpureNames)
    const forbidden = findForbiddenImports(imports)
    const cycles = findCycles(imports)
    for (const { from, line, to, why } of forbidden) write(`   ${from}:${line} imports ${to}: ${why}\n`)
    for (const cycle of cycles) write(`   cycle: ${[...cycle, cycle[0]].join(' -> ')}\n`)
    for (const { path, line, name, why } of impure) write(`   ${path}:${line} names ${name}: ${why}\n`)
    write(`   ${imports.length} imports, ${forbidden.length} forbidden, ${cycles.length} cycles (types counted)\n`)
    return addCounts([forbidden, cycles, impure].map((found) => oneCheck(found.length === 0)))
  },
}

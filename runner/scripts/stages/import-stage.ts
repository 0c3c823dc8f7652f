import { findCycles } from '../imports/find-cycles.ts'
import { findForbiddenImports } from '../imports/find-forbidden-imports.ts'
import { findImports } from '../imports/find-imports.ts'
import { loadSources } from '../source/load-sources.ts'
import { addCounts, oneCheck, type Stage } from './stage.ts'

const patterns = ['runner/**/*.ts', 'katas/**/*.ts', 'lessons/**/*.ts', 'site/**/*.ts']

/** Which way imports point, and that they never come back. */
export const importStage: Stage = {
  name: 'import direction and cycles',
  async run({ root, write }) {
    const imports = loadSources(root, patterns).flatMap(findImports)
    const forbidden = findForbiddenImports(imports)
    const cycles = findCycles(imports)
    for (const { from, line, to, why } of forbidden) write(`   ${from}:${line} imports ${to}: ${why}\n`)
    for (const cycle of cycles) write(`   cycle: ${[...cycle, cycle[0]].join(' -> ')}\n`)
    write(`   ${imports.length} imports, ${forbidden.length} forbidden, ${cycles.length} cycles (types counted)\n`)
    return addCounts([oneCheck(forbidden.length === 0), oneCheck(cycles.length === 0)])
  },
}

import { basename } from 'node:path'
import type { Import } from './find-imports.ts'
import { clientLibraries, type ImportRule, importRules, isLeaf, machineModules, pureParts } from './import-rules.ts'

export interface ForbiddenImport extends Import {
  readonly why: string
}

/** What several unit tests share: temporary folders, small programs. */
const testSupport = 'runner/test/'

/** Runs in a page, where nothing of the program comes along. */
const pagePart = 'runner/src/figures/'

const isTest = (path: string) => path.endsWith('.test.ts')

function ruleFor(path: string): ImportRule | undefined {
  if (isLeaf(path)) return { files: path, may: [] }
  const matching = importRules.filter(({ files }) => path.startsWith(files))
  return matching.sort((a, b) => b.files.length - a.files.length)[0]
}

function whyRelative({ from, to }: Import): string | undefined {
  const rule = ruleFor(from)
  if (!rule) return 'no rule says what this file may import'
  if (isTest(from) && to.startsWith(testSupport)) return undefined
  const mayLeaf = isLeaf(to) && !from.startsWith(pagePart)
  if (mayLeaf || [rule.files, ...rule.may].some((prefix) => to.startsWith(prefix))) return undefined
  return `${rule.files} may import ${['itself', 'leaves', ...rule.may].join(', ')}`
}

function whyPackage({ from, to }: Import): string | undefined {
  const isContent = from.startsWith('katas/') || from.startsWith('lessons/')
  if (isContent && !to.startsWith('node:') && !clientLibraries.includes(to)) {
    return `katas and demos import ${clientLibraries.join(', ')} and node: modules only`
  }
  if (from.startsWith(pagePart) && !isTest(from)) return 'figures run in a page and import no package'
  const isPure = pureParts.some((part) => from.startsWith(part)) && !basename(from).startsWith('load-') && !isTest(from)
  return isPure && machineModules.test(to) ? 'this part computes; only its load-* files touch the machine' : undefined
}

/** The imports that point the wrong way, each with the rule that it breaks. */
export function findForbiddenImports(imports: readonly Import[]): ForbiddenImport[] {
  return imports.flatMap((each) => {
    const isRelative = /^(runner|katas|lessons|site|workspace|\.\.)\//.test(each.to)
    const why = isRelative ? whyRelative(each) : whyPackage(each)
    return why === undefined ? [] : [{ ...each, why }]
  })
}

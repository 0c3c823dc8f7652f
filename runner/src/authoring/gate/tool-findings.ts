import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { checkFormat } from '../tools/check-format.ts'
import { checkPlainFormat } from '../tools/check-plain-format.ts'
import { checkTypes } from '../tools/check-types.ts'

interface ToolRequest {
  readonly courseRoot: string
  readonly packageRoot: string
  readonly katas: readonly KataSources[]
  readonly signal?: AbortSignal | undefined
}

/** What formatter, linter and type checker say, once for all katas; absent when the tool is not installed. */
export interface ToolFindings {
  readonly formatted?: readonly Unruled[]
  readonly types?: readonly Unruled[]
}

/** Runs the tools beside each other. */
export async function findByTools({ katas, ...rest }: ToolRequest): Promise<ToolFindings> {
  const files = katas.flatMap(({ folder, files: texts }) =>
    [...texts.keys()].filter((path) => path.endsWith('.ts')).map((path) => `${folder}/${path}`),
  )
  // The test of a later stage imports what lies beside it in a learner's folder, and here in `solution/`.
  const joined = joinedFolders(katas)
  const [formatted, types] = await Promise.all([
    checkFormat({ ...rest, files }),
    checkTypes({ ...rest, files, joined }),
  ])
  const plain = katas.flatMap(checkOthers)
  return { ...(formatted ? { formatted: [...formatted, ...plain] } : {}), ...(types ? { types } : {}) }
}

/** Every stage's test has to be right with the code of the last one, so that the later stages come first. */
function joinedFolders(katas: readonly KataSources[]): string[] {
  const numberOf = ({ kata }: KataSources): number => kata?.stage?.number ?? 0
  const stages = katas.filter(({ kata }) => kata?.stage !== undefined).toSorted((a, b) => numberOf(b) - numberOf(a))
  return [...stages.map(({ folder }) => `${folder}/solution`), ...stages.map(({ folder }) => folder)]
}

/** Texts that another part of the gate reads, and those that Biome formats. */
const knownEndings = /\.(?:ts|json|md|snap)$/

function checkOthers({ folder, files }: KataSources): Unruled[] {
  const others = [...files].filter(([path]) => !knownEndings.test(path))
  return others.flatMap(([path, text]) => checkPlainFormat(`${folder}/${path}`, text))
}

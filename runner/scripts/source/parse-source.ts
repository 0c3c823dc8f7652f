import { parseSync } from 'vite'
import { type SyntaxNode, walkSyntax } from './walk-syntax.ts'

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly nodes: readonly SyntaxNode[]
}

/** The syntax of one TypeScript file, as a flat list of nodes in source order of their parents. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text)
  const [first] = errors
  if (first) throw new SyntaxError(`${path}: ${first.message}`)
  return { path, text, nodes: [...walkSyntax(program)] }
}

import type { SourceFile } from '../source/parse-source.ts'
import type { SyntaxNode } from '../source/walk-syntax.ts'

export interface Measured {
  readonly path: string
  readonly lines: number
  /** Lines of each function that has a body in braces; an arrow that is one expression has no size worth limiting. */
  readonly functions: readonly { readonly line: number; readonly lines: number }[]
  readonly anyTypes: number
  readonly nonNullAssertions: number
  readonly bareErrors: number
}

const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

function hasBlockBody(node: SyntaxNode): boolean {
  return functionTypes.has(node.type) && (node['body'] as SyntaxNode | null)?.type === 'BlockStatement'
}

function isBareError(node: SyntaxNode): boolean {
  return node.type === 'NewExpression' && (node['callee'] as { name?: unknown }).name === 'Error'
}

function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length
}

/** The sizes of a file and of its functions, and the forbidden forms that it holds. */
export function measureSource({ path, text, nodes }: SourceFile): Measured {
  const count = (matches: (node: SyntaxNode) => boolean) => nodes.filter(matches).length
  return {
    path,
    lines: countLines(text),
    functions: nodes.filter(hasBlockBody).map(({ start, end }) => ({
      line: countLines(text.slice(0, start)),
      lines: countLines(text.slice(start, end)),
    })),
    anyTypes: count((node) => node.type === 'TSAnyKeyword'),
    nonNullAssertions: count((node) => node.type === 'TSNonNullExpression'),
    bareErrors: count(isBareError),
  }
}

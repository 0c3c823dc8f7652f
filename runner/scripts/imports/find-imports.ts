import { posix } from 'node:path'
import type { SourceFile } from '../source/parse-source.ts'
import type { SyntaxNode } from '../source/walk-syntax.ts'

export interface Import {
  readonly from: string
  /** A path from the root of the repository for a relative import, else the specifier as written. */
  readonly to: string
  readonly line: number
}

const importingNodes = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function specifierOf(node: SyntaxNode): string | undefined {
  if (!importingNodes.has(node.type)) return undefined
  const source = node['source'] as { value?: unknown } | null | undefined
  return typeof source?.value === 'string' ? source.value : undefined
}

/** Every import of a file: static, dynamic with a literal, re-export, and types in any form. */
export function findImports(file: SourceFile): Import[] {
  return file.nodes.flatMap((node) => {
    const specifier = specifierOf(node)
    if (specifier === undefined) return []
    const isRelative = specifier.startsWith('.')
    const to = isRelative ? posix.join(posix.dirname(file.path), specifier) : specifier
    return [{ from: file.path, to, line: file.text.slice(0, node.start).split('\n').length }]
  })
}

/** A node of the parser's tree, as far as the checks here need to know it. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** Every node below `root` and `root` itself, parents first. */
export function* walkSyntax(root: unknown): Generator<SyntaxNode> {
  if (Array.isArray(root)) {
    for (const item of root) yield* walkSyntax(item)
  } else if (isSyntaxNode(root)) {
    yield root
    for (const value of Object.values(root)) yield* walkSyntax(value)
  }
}

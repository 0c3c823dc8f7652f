import type { SourceFile } from '../source/parse-source.ts'
import type { SyntaxNode } from '../source/walk-syntax.ts'

/** Something in a figure's model that not every engine, page or second run does alike. */
export interface ImpureName {
  readonly path: string
  readonly line: number
  readonly name: string
  readonly why: string
}

/** Exact in every engine. `log`, `exp`, `sin`, `pow` and their kin are as exact as the engine likes. */
const exactMath = new Set(['abs', 'ceil', 'floor', 'imul', 'max', 'min', 'round', 'sign', 'trunc'])

/** All of the language that a figure may name without having declared it; `Math` is looked at more closely. */
const worldly = new Set([
  ...['Date', 'performance', 'Temporal', 'Intl', 'crypto', 'process', 'globalThis', 'console', 'Atomics'],
  ...['window', 'self', 'document', 'navigator', 'location', 'history', 'localStorage', 'sessionStorage', 'fetch'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'require', 'eval'],
])

const localized = new Set(['toLocaleString', 'toLocaleUpperCase', 'toLocaleLowerCase', 'localeCompare'])

/** What the sources of figures name although a pure model can not: clocks, chance, the page, inexact arithmetic. */
export function findImpureNames({ path, text, nodes }: SourceFile): ImpureName[] {
  const labels = new Set(nodes.flatMap(labelOf))
  return nodes.flatMap((node) => {
    const found = labels.has(node) ? undefined : judge(node)
    return found ? [{ path, line: text.slice(0, node.start).split('\n').length, ...found }] : []
  })
}

function judge(node: SyntaxNode): Pick<ImpureName, 'name' | 'why'> | undefined {
  if (node.type === 'BinaryExpression' && node['operator'] === '**') {
    return { name: '**', why: 'its last digit is left to the engine; multiply' }
  }
  if (node.type === 'MemberExpression') return judgeMember(nameOf(node['object']), nameOf(node['property']))
  const name = nameOf(node)
  return name !== undefined && worldly.has(name)
    ? { name, why: 'a model knows nothing but its params, its seed and its state' }
    : undefined
}

function judgeMember(object: string | undefined, property = ''): Pick<ImpureName, 'name' | 'why'> | undefined {
  if (object === 'Math' && !exactMath.has(property)) {
    const why = property === 'random' ? 'chance comes from draw(seed, …)' : 'its last digit is left to the engine'
    return { name: `Math.${property}`, why }
  }
  if (localized.has(property)) return { name: property, why: 'it depends on the language of the machine' }
  return undefined
}

/** What only names a part of an object: `window` in `{ window: 3 }` and in `params.window`. */
function labelOf(node: SyntaxNode): unknown[] {
  if (node['computed'] === true) return []
  return node.type === 'MemberExpression' ? [node['property']] : [node['key']]
}

function nameOf(node: unknown): string | undefined {
  const { type, name } = node as { type?: unknown; name?: unknown }
  return type === 'Identifier' && typeof name === 'string' ? name : undefined
}

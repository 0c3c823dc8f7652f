import type { Figure } from './figure.ts'

// A figure is loaded when it is shown, so that a page or a command carries no other.
const loaders = {
  'retry-storm': async () => (await import('./retry-storm/figure.ts')).figure,
  'timeouts-race': async () => (await import('./timeouts-race/figure.ts')).figure,
  'token-bucket': async () => (await import('./token-bucket/figure.ts')).figure,
} as const satisfies Record<string, () => Promise<Figure>>

export type FigureName = keyof typeof loaders

/** Every figure, in the order of the alphabet. */
export const figureNames = Object.keys(loaders).sort() as readonly FigureName[]

export function isFigureName(name: string): name is FigureName {
  return Object.hasOwn(loaders, name)
}

export function loadFigure(name: FigureName): Promise<Figure> {
  return loaders[name]()
}

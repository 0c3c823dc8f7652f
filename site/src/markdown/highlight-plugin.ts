import { satteriCreateHighlightFn, satteriHighlightPlugin } from '@astrojs/markdown-satteri'
import type { HastPluginDefinition } from 'satteri'

let made: Promise<HastPluginDefinition> | undefined

/** Colours code fences by two themes of high contrast; the browser picks one by its colour scheme, without a script. */
export function highlightPlugin(): Promise<HastPluginDefinition> {
  made ??= make()
  return made
}

async function make(): Promise<HastPluginDefinition> {
  const highlight = await satteriCreateHighlightFn('shiki', {
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: 'light-dark()',
    langs: [],
    langAlias: {},
    wrap: false,
    transformers: [{ name: 'colour-only', span: keepColour, pre: dropColour }],
  })
  if (highlight === undefined) throw new TypeError('Astro made no highlighter')
  return satteriHighlightPlugin(highlight, [])
}

interface Styled {
  properties: Record<string, unknown>
}

// Each colour comes three times: as light-dark() and as two variables, which nothing here reads. The grey of comments is
// too light for the ground that code has here; the style sheet's own is taken.
function keepColour({ properties }: Styled): void {
  const style = String(properties['style']).replaceAll(/;?--shiki-[^;]*/g, '')
  properties['style'] = style.replace('light-dark(#66707B, #BDC4CC)', 'var(--quiet)')
}

// Background and base colour are the style sheet's, in the screen's themes as in print.
function dropColour({ properties }: Styled): void {
  delete properties['style']
  delete properties['class']
}

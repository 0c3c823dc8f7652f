import { paintFor } from '../terminal/paint.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'
import type { NextSuggestion } from './next-suggestion.ts'

const openings: Readonly<Record<NextSuggestion['kind'], string>> = {
  'go-on': 'Go on with',
  begin: 'Begin',
  review: 'Review',
  read: 'Read',
  'nothing-fits': 'Nothing fits.',
  finished: 'Nothing is left.',
}

/** What comes next, in a line, and why, in a sentence or two. */
export function renderNext(suggestion: NextSuggestion, screen: Screen): string {
  const { kind, kata, lesson, title, minutes, because, command } = suggestion
  const paint = paintFor(screen)
  const name = kata ?? lesson
  const head = name === undefined ? '' : ` ${paint.strong(name)}${paint.quiet(`  ${minutes} min`)}`
  const lines = [
    ` ${openings[kind]}${head}`,
    ...(title === undefined ? [] : [renderMarkdown(title, screen, { indent: 3 })]),
    '',
    renderMarkdown(because.join(' '), screen, { indent: 3 }),
    ...(command === undefined ? [] : ['', `   ${paint.command(command)}`]),
    '',
  ]
  return `${lines.join('\n')}\n`
}

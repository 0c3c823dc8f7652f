import type { Kata } from '../../course/kata.ts'
import { wrap } from '../verdict/wrap.ts'

type Company = NonNullable<Kata['company']>

const gap = '  '
const narrowest = 24

/** What the company of a drill did on its own day. */
export function renderCompany({ name, day, timeline }: Company, columns: number): string[] {
  const timeWidth = Math.max(...timeline.map(({ at }) => at.length))
  const indent = ' '.repeat(1 + timeWidth + gap.length)
  const lines = timeline.flatMap(({ at, text }) =>
    wrap(text, Math.max(narrowest, columns - indent.length - 1)).map((line, index) =>
      index === 0 ? ` ${at.padStart(timeWidth)}${gap}${line}` : `${indent}${line}`,
    ),
  )
  return [` ${name}, ${day}`, ...lines]
}

/** The same as a section of a report in Markdown. */
export function renderCompanySection({ name, day, timeline }: Company): string {
  const rows = timeline.map(({ at, text }) => `| ${at} | ${text} |`)
  return [`## ${name}, ${day}`, '', '| when | what |', '| --- | --- |', ...rows, '', ''].join('\n')
}

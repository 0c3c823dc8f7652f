import type { Kata } from '../../course/kata.ts'
import type { DrillEvent } from '../../drills/drill-status.ts'
import { paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { wrap } from '../verdict/wrap.ts'
import { renderCompany, renderCompanySection } from './render-company.ts'
import { showTime } from './render-dashboard.ts'

export interface Debrief {
  readonly kata: Pick<Kata, 'slug' | 'title' | 'constraints' | 'company'>
  readonly events: readonly DrillEvent[]
  /** As it is to be shown. */
  readonly reportFile: string
}

const gap = '  '
const timeWidth = 5

/** What happened to the system on the left, what the person did on the right; one below the other where that is too narrow. */
export function renderDebrief({ kata, events, reportFile }: Debrief, screen: Screen): string {
  const paint = paintFor(screen)
  const startedAt = events[0]?.at ?? 0
  const timeline =
    screen.isPlain || screen.columns < 70 ? stacked(events, startedAt, screen) : beside(events, startedAt, screen)
  const constraints = kata.constraints.map(({ sentence }) => `   ${sentence}`)
  return [
    '',
    ` ${paint.strong(kata.title)}`,
    '',
    ...timeline,
    '',
    ...(kata.company ? [...renderCompany(kata.company, screen.columns), ''] : []),
    ' What broke',
    ...constraints,
    '',
    ` Your report, to be finished: ${paint.command(reportFile)}`,
    '',
  ].join('\n')
}

function beside(events: readonly DrillEvent[], startedAt: number, { columns }: Screen): string[] {
  const width = Math.floor((columns - timeWidth - 2 * gap.length - 2) / 2)
  const row = (time: string, left: string, right: string) =>
    ` ${time.padStart(timeWidth)}${gap}${left.padEnd(width)}${gap}${right}`.trimEnd()
  return [
    row('', 'the system', 'you'),
    ...events.flatMap((event) =>
      wrap(textOf(event), width).map((line, index) => {
        const time = index === 0 ? showTime(event.at - startedAt) : ''
        return event.by === 'system' ? row(time, line, '') : row(time, '', line)
      }),
    ),
  ]
}

function stacked(events: readonly DrillEvent[], startedAt: number, { columns }: Screen): string[] {
  return events.flatMap((event) => {
    const text = `${event.by === 'you' ? 'you: ' : ''}${textOf(event)}`
    return wrap(text, columns - timeWidth - 4).map(
      (line, index) => ` ${(index === 0 ? showTime(event.at - startedAt) : '').padStart(timeWidth)}${gap}${line}`,
    )
  })
}

function textOf({ kind, text }: DrillEvent): string {
  return kind === 'note' ? `“${text}”` : text
}

/** The person's own report, with what is known filled in. */
export function renderReport({ kata, events }: Omit<Debrief, 'reportFile'>, passedAt: number | undefined): string {
  const startedAt = events[0]?.at ?? 0
  const fault = events.find(({ kind }) => kind === 'fault')
  const minutes = fault && passedAt ? `${Math.max(1, Math.round((passedAt - fault.at) / 60_000))} min` : 'not yet'
  const row = ({ at, by, kind, text }: DrillEvent) =>
    `| ${showTime(at - startedAt).trim()} | ${by} | ${kind === 'note' ? `*${escapeCell(text)}*` : escapeCell(text)} |`
  return `# ${kata.title}: report

From the fault to a state that holds: ${minutes}.

## What users saw


## What broke

${kata.constraints.map(({ sentence }) => `- ${sentence}.`).join('\n')}

## Timeline

| minute | who | what |
| --- | --- | --- |
${events.map(row).join('\n')}

${kata.company ? renderCompanySection(kata.company) : ''}## What I thought first, and what it was


## What made it slow to find


## What changes, who does it, and by when

`
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

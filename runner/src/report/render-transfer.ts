import { counted } from '../counted.ts'
import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

interface ExportView {
  /** As it is shown. */
  readonly file: string
  readonly events: number
  readonly attempts: number
}

/** What was written into a progress file, and what to do with it. */
export function renderExport({ file, events, attempts }: ExportView, screen: Screen): string {
  return [
    ` ${counted(events, 'event')} and ${counted(attempts, 'version')} of your files are in`,
    ` ${file}`,
    '',
    ' On another machine, as often as you like:',
    `   ${paintFor(screen).command(`kata import ${file}`)}`,
    '',
  ].join('\n')
}

interface ImportView {
  readonly newEvents: number
  readonly knownEvents: number
  readonly newAttempts: readonly { readonly kata: string }[]
}

/** What a progress file brought that was not here. */
export function renderImport({ newEvents, knownEvents, newAttempts }: ImportView, screen: Screen): string {
  const katas = [...new Set(newAttempts.map(({ kata }) => kata))]
  return [
    ` New here: ${counted(newEvents, 'event')} and ${counted(newAttempts.length, 'version')} of yours.`,
    ` ${knownEvents} known already.`,
    ' Your files in the workspace are as they were.',
    '',
    ...katas.map((kata) => `   ${paintFor(screen).command(`kata attempts ${kata}`)}`),
    '',
  ].join('\n')
}

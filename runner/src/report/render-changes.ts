import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

interface ChangesView {
  readonly changes: readonly {
    readonly kata: string
    readonly files: readonly string[]
    readonly isStale: boolean
    readonly isRemoved: boolean
  }[]
  /** The command that brings new content. */
  readonly newest: string
}

/** What the course changed in katas that the learner has begun, and what can be done about it. */
export function renderChanges({ changes, newest }: ChangesView, screen: Screen): string {
  const paint = paintFor(screen)
  const step = (command: string, does: string): string[] => [`   ${paint.command(command)}`, `     ${does}`]
  const source = step(newest, 'the newest course; then look here again')
  if (changes.length === 0) return [' Nothing that you have begun has changed since.', '', ...source, ''].join('\n')
  const [first] = changes.filter(({ files }) => files.length > 0)
  const steps = first && [
    ...step(`kata update ${first.kata} --diff`, 'what changed, line by line'),
    ...step(`kata reset ${first.kata}`, 'the files as they are now; your version is kept'),
  ]
  return [
    ` ${paint.strong(changes.length === 1 ? '1 kata has changed' : `${changes.length} katas have changed`)} since you began.`,
    ' Your files are as you left them.',
    '',
    ...changes.flatMap((change) => renderChange(change, screen)),
    '',
    ...(steps ?? []),
    ...source,
    '',
  ].join('\n')
}

function renderChange({ kata, files, isStale, isRemoved }: ChangesView['changes'][number], screen: Screen): string[] {
  const paint = paintFor(screen)
  if (isRemoved) return [`   ${paint.strong(kata)}  is no longer in the course`]
  return [
    `   ${paint.strong(kata)}  ${files.join(', ')}`,
    ...(isStale ? [`     ${paint.attention('passed by an earlier test:')} ${paint.command(`kata test ${kata}`)}`] : []),
  ]
}

import { paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'

interface Served {
  readonly url: string
  /** Whose progress the pages show. */
  readonly workspace?: string | undefined
}

/** Where the course is served, and how that ends. */
export function renderServedSite({ url, workspace }: Served, screen: Screen): string {
  const paint = paintFor(screen)
  return [
    ` The course is at ${paint.strong(url)}`,
    workspace === undefined
      ? ' There is no workspace here, so it shows no progress.'
      : ` It shows your progress, read anew for each page from\n   ${workspace}`,
    ` ${paint.command('Ctrl-C')} ends it.`,
    '',
  ].join('\n')
}

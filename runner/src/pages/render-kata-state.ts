import type { KataView } from './view-progress.ts'

/** The state of a kata in a few words, as it stands beside its name; nothing for one that was not begun. */
export function renderKataState({ state, isStale, lastRun }: KataView): string {
  switch (state) {
    case 'passed':
      return isStale ? 'passed; its test changed since' : 'passed'
    case 'tested-out':
      return 'tested out'
    case 'started':
      return lastRun === undefined ? 'begun' : `in work, last run ${lastRun.state.replaceAll('-', ' ')}`
    case 'new':
      return ''
  }
}

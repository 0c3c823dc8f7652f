import { askDidYouMean, findClosestNames } from './closest-names.ts'
import { CourseError, type ErrorCode } from './errors.ts'

interface Wanted {
  readonly what: 'kata' | 'lesson' | 'chapter' | 'lesson or chapter' | 'figure'
  readonly code: ErrorCode
  /** What to do when no name is close. */
  readonly seeAlso: string
}

/** The entry of this name, or the only one whose name starts with it. */
export function pickByName<Entry>(
  entries: ReadonlyMap<string, Entry>,
  name: string,
  { what, code, seeAlso }: Wanted,
): Entry {
  const exact = entries.get(name)
  if (exact !== undefined) return exact
  const starting = [...entries].filter(([slug]) => name !== '' && slug.startsWith(name))
  if (starting.length > 1) {
    const slugs = starting.map(([slug]) => slug).join(', ')
    throw new CourseError('AMBIGUOUS_NAME', {
      message: `"${name}" begins the names of several ${what.replace(' or ', 's or ')}s: ${slugs}.`,
    })
  }
  const only = starting[0]
  if (only) return only[1]
  const hint = askDidYouMean(findClosestNames(name, entries.keys()), seeAlso)
  throw new CourseError(code, { message: `No ${what} of this course is called "${name}".`, hint })
}

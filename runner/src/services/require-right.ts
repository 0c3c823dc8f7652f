import { CourseError } from '../errors.ts'
import type { Refusals, ServerRight } from './server-right.ts'

/** Throws EXTERNAL_RIGHT_MISSING when the leased server refuses what `what`, a part of the kit by its name, needs. */
export function requireRight({ lacks }: { readonly lacks: Refusals }, right: ServerRight, what: string): void {
  const refusal = lacks[right]
  if (!refusal) return
  throw new CourseError('EXTERNAL_RIGHT_MISSING', {
    message: `This kata uses ${what}, and ${refusal.reason}.`,
    hint: refusal.mend,
  })
}

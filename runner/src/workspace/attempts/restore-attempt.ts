import { join, relative } from 'node:path'
import type { Kata } from '../../course/kata.ts'
import { placeKata } from '../place-kata.ts'
import { appendEvent } from '../progress-log.ts'
import { readFolder, writeWhole } from '../safe-files.ts'
import type { Workspace } from '../workspace.ts'
import type { Attempt } from './attempt.ts'
import { keepAttempt } from './keep-attempt.ts'

interface Restored {
  /** What keeps the version that was there before; absent when that was as the course gave it. */
  readonly kept?: Attempt
}

/** Puts a kept version back, after keeping the present one. Files that the version does not have are left as they are. */
export function restoreAttempt(workspace: Workspace, kata: Kata, attempt: Attempt): Restored {
  const kept = keepAttempt(workspace, kata)
  const { folder } = placeKata(workspace, kata)
  for (const [name, content] of readFolder(attempt.folder)) writeWhole(join(folder, name), content)
  const below = ({ folder: path }: Attempt): string => relative(workspace.folder, path)
  appendEvent(workspace, {
    kind: 'restored',
    kata: kata.slug,
    version: below(attempt),
    ...(kept === undefined ? {} : { attempt: below(kept) }),
  })
  return kept === undefined ? {} : { kept }
}

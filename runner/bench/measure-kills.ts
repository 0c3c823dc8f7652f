import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findKata } from '../src/course/find-by-name.ts'
import { loadCourse } from '../src/course/load-course.ts'
import { fixtureCourse } from '../test/support/fixture-course.ts'
import { killEverywhere } from '../test/support/kill-everywhere.ts'

/** Ends a session at every byte of every write, and tells in a sentence how many events were written and found again. */
export async function describeKills(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'loadbearing-kills-'))
  try {
    const kata = findKata(await loadCourse(fixtureCourse), 'add-up')
    const { places, told, recovered, recoveredFromCopy } = await killEverywhere(folder, kata)
    return `Killed at ${places} places: ${told} events were told as written, ${recovered} found again, ${recoveredFromCopy} from the second copy alone.`
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSnapshots, renderSnapshots } from '../../course/message-snapshots.ts'
import type { GateContext } from '../gate/gate-context.ts'
import { takeSnapshots } from '../runs-rules/messages.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { variantName, wrongFiles } from '../sources/variant-files.ts'
import type { KataRuns } from '../variants/variant-run.ts'

const snapshotFile = 'wrong/messages.snap'

/**
 * Shows what has changed in the messages and writes `wrong/messages.snap`. The section of a wrong solution that did not
 * fail as named this time stays as it was. Gives the kata with the new file.
 */
export async function acceptMessages(
  runs: KataRuns,
  { sources, observer }: GateContext,
  written: string[],
): Promise<KataSources> {
  const { kata } = runs
  const before = kata.files.get(snapshotFile) ?? ''
  const now = takeSnapshots(runs)
  const names = new Set(wrongFiles(kata).map(variantName))
  const kept = parseSnapshots(before).filter(({ name }) => names.has(name) && !now.some((one) => one.name === name))
  const after = renderSnapshots([...kept, ...now])
  if (after === before) return kata
  const file = `${kata.folder}/${snapshotFile}`
  observer.onAccept?.(file, before, after)
  await writeFile(join(sources.root, file), after)
  written.push(file)
  return { ...kata, files: new Map([...kata.files, [snapshotFile, after]]) }
}

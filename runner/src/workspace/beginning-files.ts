import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { editedNames, type GivenFile, givenFiles } from '../course/given-files.ts'
import type { Kata } from '../course/kata.ts'
import { givenFolder } from './given/keep-given.ts'
import type { RunEvent } from './progress-event.ts'
import { loadProgress } from './progress-log.ts'
import type { Workspace } from './workspace.ts'

/**
 * What a kata begins with when it is begun again: what the course gives. A stage of a build begins with the code by
 * which the learner passed the stage before, and only without such code with the reference of that stage.
 */
export function beginningFiles(workspace: Workspace, kata: Kata): GivenFile[] {
  const passed = findPassedBefore(workspace, kata)
  const files = givenFiles(kata)
  if (passed === undefined) return files
  const edited = editedNames(kata)
  return files.map((file) => {
    if (!edited.includes(file.name)) return file
    const sources = [join(passed.folder, file.name), join(givenFolder(workspace, passed.stage), file.name)]
    return { ...file, source: sources.find((source) => existsSync(source)) ?? file.source }
  })
}

/** The version of the learner's that passed the stage before, if it is kept. */
function findPassedBefore(workspace: Workspace, { stage }: Kata): { folder: string; stage: string } | undefined {
  const before = stage?.stages[stage.number - 2]?.slug
  if (before === undefined) return undefined
  const isPass = (run: RunEvent): boolean => run.kata === before && run.state === 'passed'
  const run = loadProgress(workspace).events.findLast(
    (event): event is RunEvent => event.kind === 'run' && isPass(event) && event.attempt !== undefined,
  )
  const folder = join(workspace.folder, ...(run?.attempt ?? '').split(/[\\/]/))
  return run !== undefined && existsSync(folder) ? { folder, stage: before } : undefined
}

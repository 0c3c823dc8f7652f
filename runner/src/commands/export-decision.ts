import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { renderDecision } from '../report/build/render-decision.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { contentHash } from '../workspace/content-hash.ts'
import { type BuildEvidence, findBuildEvidence } from '../workspace/find-build-evidence.ts'
import { holdSameText } from '../workspace/hold-same-text.ts'
import { writeIfAbsent } from '../workspace/safe-files.ts'
import type { CommandContext } from './command.ts'
import { type BuildInWork, openBuild } from './open-build.ts'

interface DecisionRequest {
  readonly build: string | undefined
  readonly file: string | undefined
  readonly isJson: boolean
}

/** Writes a build's design sheet and the evidence of its last run as a decision record. */
export async function exportDecision(context: CommandContext, request: DecisionRequest): Promise<ExitCode> {
  const work = await openBuild(context, request.build)
  const { build, events } = work
  const file = resolve(context.currentFolder, request.file ?? `${build.slug}-decision.md`)
  if (existsSync(file)) throw new CourseError('FILE_EXISTS', { message: `${file} is there already.` })
  const stages = build.stages.map(({ slug }) => slug)
  const found = findBuildEvidence(events, build.slug, stages)
  if (found === undefined) throw noClaimTried(work)
  const { sheet, claims, measured, last } = found
  const changes = changesSince(work, found)
  const standing = [describeRun(found), ...changes]
  const view = { build: build.slug, standing, fields: sheet.fields, decision: sheet.decision ?? {} }
  writeIfAbsent(file, renderDecision({ ...view, claims, measured }))
  for (const change of changes) context.note(`${change}\n`)
  const shown = shownPath(file, context.currentFolder)
  const json = { file, build: build.slug, runId: last.runId, claims, fields: sheet.fields }
  context.write(request.isJson ? `${JSON.stringify(json, null, 2)}\n` : ` The decision record is in ${shown}.\n`)
  return exitCodes.passed
}

function describeRun({ last, capstone }: BuildEvidence): string {
  const what = last.kind === 'run' ? `of the stage ${last.kata}` : 'of the capstone'
  const other =
    capstone === undefined || last.kind === 'capstone' ? [] : [`The capstone run ended as ${capstone.state}.`]
  const none = capstone === undefined ? ['There was no capstone run with this code and these claims.'] : []
  const run = `Rests on the run ${last.runId} ${what} on ${last.at.slice(0, 10)}, which ended as ${last.state}.`
  return [run, ...other, ...none].join(' ')
}

/** What was run is not what lies there now. */
function changesSince({ place, lastStage, workspace }: BuildInWork, { last }: BuildEvidence): string[] {
  const { starterFile, sheetFile = '' } = place
  const code = existsSync(starterFile) ? contentHash(readFileSync(starterFile, 'utf8')) : ''
  const kept = join(workspace.folder, ...(last.attempt ?? '').split(/[\\/]/), 'design-sheet.ts')
  const isSheetOld = last.attempt !== undefined && existsSync(kept) && !holdSameText(kept, sheetFile)
  return [
    ...(code === last.contentHash ? [] : [`${lastStage.starterName} has changed since.`]),
    ...(isSheetOld
      ? ['design-sheet.ts has changed since. What it says now stands here after the next `kata test`.']
      : []),
  ]
}

function noClaimTried({ build }: BuildInWork): CourseError {
  return new CourseError('NO_CLAIM_TRIED', {
    message: `No run of ${build.slug} has read design-sheet.ts yet.`,
    hint: `Run \`kata test ${build.slug}\` at a stage whose tests try a claim, or \`kata capstone ${build.slug}\`.`,
  })
}

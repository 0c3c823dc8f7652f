import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sheetName } from '../course/build.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { renderProblemReport } from '../report/render-problem-report.ts'
import { dataFolder } from '../services/data-folder.ts'
import { serviceStatus } from '../services/service-status.ts'
import { sortableId } from '../sortable-id.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { contentHash } from '../workspace/content-hash.ts'
import { privateTextsOf } from '../workspace/private-texts.ts'
import { type ProblemReport, packProblemReport, type ReportedVersions } from '../workspace/problem-report.ts'
import type { RunEvent } from '../workspace/progress-event.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import { writeWhole } from '../workspace/safe-files.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { type KataInWork, openKataInWork } from './kata-in-work.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'kata', summary: 'Its name; without one, the kata you are at' }],
  options: [{ flags: '--json', summary: 'As JSON: the file, and all that it holds' }],
  examples: [
    { line: 'kata report lost-update', does: 'pack its last verdict, with your code, into one file for a bug report' },
    { line: 'kata report', does: 'the same for the kata you are at' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const work = await openKataInWork(context, name)
    const report = await pack(context, work, findLastRun(work))
    const text = `${JSON.stringify(report, null, 2)}\n`
    const file = join(work.workspace.folder, 'reports', `${work.kata.slug}-${sortableId()}.json`)
    writeWhole(file, text)
    const manifest = readManifest(context)
    const packed = {
      ...{ file: shownPath(file, context.currentFolder), sizeBytes: Buffer.byteLength(text) },
      ...{ contents: describe(report), bugsUrl: bugsUrlOf(manifest) },
    }
    const shown = options['json']
      ? `${JSON.stringify({ ...packed, file, bugsUrl: packed.bugsUrl ?? null, report }, null, 2)}\n`
      : renderProblemReport(packed, context.screen)
    context.write(shown)
    return exitCodes.passed
  },
}

/** The last verdict on the file as it is now: code and verdict that don't belong together tell nobody anything. */
function findLastRun({ workspace, kata, place }: KataInWork): RunEvent {
  const hint = `Run \`kata test ${kata.slug}\`, then report.`
  const { events } = loadProgress(workspace)
  const run = events.findLast((event): event is RunEvent => event.kind === 'run' && event.kata === kata.slug)
  if (!run) throw new CourseError('NOTHING_TO_REPORT', { message: `${kata.slug} has not been run yet.`, hint })
  if (contentHash(readFileSync(place.starterFile, 'utf8')) === run.contentHash) return run
  const message = `${kata.starterName} has changed since its last run, so that verdict is about another text.`
  throw new CourseError('NOTHING_TO_REPORT', { message, hint })
}

async function pack(context: CommandContext, work: KataInWork, run: RunEvent): Promise<ProblemReport> {
  const { workspace, kata, place, target } = work
  const privateTexts = privateTextsOf({
    workspaceFolder: workspace.folder,
    dataFolder: dataFolder(),
    packageRoot: context.packageRoot,
    courseTexts: [target.pristineTest, readIfThere(join(kata.folder, kata.starterName))],
  })
  const code = { name: kata.starterName, text: readFileSync(place.starterFile, 'utf8') }
  const { sheetFile } = place
  const sheet = sheetFile === undefined ? {} : { sheet: { name: sheetName, text: readIfThere(sheetFile) } }
  return packProblemReport({ run, code, ...sheet, versions: await findVersions(context, work), privateTexts })
}

async function findVersions(context: CommandContext, { kata }: KataInWork): Promise<ReportedVersions> {
  const running = (await serviceStatus())?.services ?? []
  return {
    loadbearing: readManifest(context).version,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    servers: running
      .filter(({ name }) => kata.services[name] !== undefined)
      .map(({ name, ...rest }) => ({ service: name, ...rest })),
  }
}

function describe({ kata, versions, verdict, code, sheet }: ProblemReport): string[] {
  const { loadbearing, node, platform, servers } = versions
  const serverTexts = servers.map(({ service, version, provider }) => `${service} ${version} (${provider})`)
  const orders = verdict.tests.flatMap(({ evidence }) => evidence).filter(({ kind }) => kind === 'timeline')
  return [
    `the verdict on ${kata}: ${verdict.state}, with its ${verdict.tests.length} tests and what they measured`,
    ...(orders.length > 0 ? ['the order, or crash point, that broke, step by step'] : []),
    `your ${code.name}, ${code.text.split('\n').length} lines`,
    ...(sheet === undefined ? [] : [`your ${sheet.name}, with what you claim`]),
    `versions: loadbearing ${loadbearing}, Node ${node}, ${platform}`,
    serverTexts.length > 0 ? `servers: ${serverTexts.join(', ')}` : 'no server: none that this kata uses runs now',
  ]
}

interface Manifest {
  readonly version: string
  readonly bugs?: string | { readonly url?: string }
}

function readManifest({ packageRoot }: CommandContext): Manifest {
  return JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
}

function bugsUrlOf({ bugs }: Manifest): string | undefined {
  return typeof bugs === 'string' ? bugs : bugs?.url
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

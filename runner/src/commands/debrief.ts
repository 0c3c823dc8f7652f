import { join } from 'node:path'
import { CourseError, exitCodes } from '../errors.ts'
import { renderDebrief, renderReport } from '../report/drill/render-debrief.ts'
import { shownPath } from '../terminal/shown-path.ts'
import { chooseKata } from '../workspace/choose-kata.ts'
import { loadLastTimeline } from '../workspace/drills/timeline-files.ts'
import { placeKata } from '../workspace/place-kata.ts'
import type { ProgressEvent } from '../workspace/progress-event.ts'
import { writeIfAbsent } from '../workspace/safe-files.ts'
import type { CommandDefinition } from './command.ts'
import { openCourseToWrite } from './open-course.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'drill', summary: 'Its name; without one, the drill you are at' }],
  options: [{ flags: '--json', summary: 'As JSON: the timeline and where the report is' }],
  examples: [
    { line: 'kata debrief three-in-the-morning', does: 'the timeline of the last sitting, and a report to finish' },
  ],
  run: async (context, { arguments: [name], options }) => {
    const { course, workspace, progress, events: log } = await openCourseToWrite(context)
    const kata = chooseKata({ course, workspace, progress, currentFolder: context.currentFolder, name })
    const { stamp, events } = loadLastTimeline(workspace, kata.slug)
    const [first] = events
    if (stamp === undefined || first === undefined) {
      const hint = `Start it with \`kata start ${kata.slug}\`.`
      throw new CourseError('DRILL_NOT_RUNNING', { message: `${kata.slug} has no timeline to tell of.`, hint })
    }
    const passed = log.find((event) => isPassOf(event, kata.slug) && Date.parse(event.at) > first.at)
    const report = renderReport({ kata, events }, passed && Date.parse(passed.at))
    const reportFile = join(placeKata(workspace, kata).folder, `report-${stamp}.md`)
    // One report a sitting; what the person has written into it stays.
    writeIfAbsent(reportFile, report)
    if (options['json']) context.write(`${JSON.stringify({ drill: kata.slug, events, reportFile }, null, 2)}\n`)
    else {
      const shown = shownPath(reportFile, context.currentFolder)
      context.write(renderDebrief({ kata, events, reportFile: shown }, context.screen))
    }
    return exitCodes.passed
  },
}

function isPassOf(event: ProgressEvent, slug: string): boolean {
  return event.kind === 'run' && event.kata === slug && event.state === 'passed'
}

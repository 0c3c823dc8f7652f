import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { CourseError, exitCodes } from '../errors.ts'
import { fillPage } from '../pages/fill-page.ts'
import { viewProgress } from '../pages/view-progress.ts'
import { renderServedSite } from '../report/render-served-site.ts'
import { loadBuiltSite } from '../serving/load-built-site.ts'
import { serveSite } from '../serving/serve-site.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { loadProgress } from '../workspace/progress-log.ts'
import type { CommandDefinition } from './command.ts'
import { openBrowser } from './open-browser.ts'
import { openCourse } from './open-course.ts'

export const command: CommandDefinition = {
  options: [
    { flags: '--port <number>', summary: 'The port of 127.0.0.1; without it, any that is free' },
    { flags: '--open', summary: 'Open it in the browser' },
    { flags: '--folder <folder>', summary: 'A copy built elsewhere, by `npm run site:build -- --out <folder>`' },
    { flags: '--json', summary: 'As JSON: the address, once it answers' },
  ],
  examples: [
    { line: 'kata site', does: 'the whole course in the browser, with your own progress; Ctrl-C ends it' },
    { line: 'kata site --open --port 4400', does: 'the same at an address that stays, opened at once' },
  ],
  run: async (context, { options }) => {
    const port = readPort(options['port'])
    const folder = options['folder']
    const site = loadBuiltSite(
      typeof folder === 'string' ? resolve(context.currentFolder, folder) : join(context.packageRoot, 'site', 'dist'),
    )
    const { workspace } = await openCourse(context)
    const readView = (): ReturnType<typeof viewProgress> =>
      viewProgress(site.course, deriveProgress(workspace ? loadProgress(workspace).events : []))
    const { base } = site.course
    await using server = await serveSite({
      ...{ folder: site.folder, base, port },
      fill: (html) => fillPage(html, readView(), base),
    })
    const served = { url: server.url, port: server.port, folder: site.folder, workspace: workspace?.folder }
    context.write(options['json'] ? `${JSON.stringify(served, null, 2)}\n` : renderServedSite(served, context.screen))
    if (options['open'] === true) openBrowser(server.url, context.note)
    if (!context.signal.aborted) await once(context.signal, 'abort')
    return exitCodes.passed
  },
}

function readPort(text: unknown): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new CourseError('WRONG_USAGE', {
    message: `--port takes a whole number from 1 to 65535, got ${String(text)}.`,
    hint: 'Leave it out to have any port that is free.',
  })
}

import type { Course } from '../course/course.ts'
import { findChapter } from '../course/find-by-name.ts'
import { katasOfChapter } from '../course/katas-of-chapter.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { renderPrefetch } from '../report/render-prefetch.ts'
import { diagnoseProviders } from '../services/diagnose-providers.ts'
import { type PrefetchedImage, type PrefetchResult, prefetchImages } from '../services/prefetch-images.ts'
import { isWarmServiceName, type WarmServiceName } from '../services/warm-service.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'chapter', summary: 'Only what its katas need; without it, what the whole course needs' }],
  options: [{ flags: '--json', summary: 'As JSON, one document in the end: what became of each image' }],
  examples: [
    { line: 'kata prefetch', does: 'download all images now, so that no kata has to wait for one' },
    { line: 'kata prefetch caching', does: 'only those of one chapter' },
    { line: 'kata prefetch --json 2>prefetch.log', does: 'for a script; progress on standard error' },
  ],
  run: async (context, { arguments: [chapter], options }) => {
    const { course } = await openCourse(context)
    const services = servicesOf(course, chapter)
    const isJson = options['json'] === true
    try {
      return report(context, services.length === 0 ? { images: [] } : await prefetch(services, context), isJson)
    } catch (error) {
      if (error instanceof CourseError && error.code === 'CONTAINER_ENGINE_NOT_FOUND')
        return goWithout(context, services, error, isJson)
      throw error
    }
  },
}

function servicesOf(course: Course, chapter: string | undefined): readonly WarmServiceName[] {
  const slugs = chapter === undefined ? [...course.katas.keys()] : katasOf(course, chapter)
  const names = slugs.flatMap((slug) => Object.keys(course.katas.get(slug)?.services ?? {}))
  return [...new Set(names)].filter(isWarmServiceName).toSorted()
}

function katasOf(course: Course, name: string): readonly string[] {
  return katasOfChapter(findChapter(course, name))
}

async function prefetch(services: readonly WarmServiceName[], { signal, note, screen }: CommandContext) {
  using waiting = new Waiting()
  waiting.show('looking which images are here…')
  return prefetchImages(services, {
    signal,
    onPlan: (images) => {
      waiting.clear()
      note(`${renderMarkdown(describePlan(images), screen, { indent: 0 })}\n`)
    },
    onProgress: (progress) => waiting.note(progress),
  })
}

function describePlan(images: readonly PrefetchedImage[]): string {
  const missing = images.filter(({ state }) => state === 'waiting')
  const here = `${images.length - missing.length} of ${images.length} images are here`
  return missing.length === 0 ? `${here}.` : `${here}; to download: ${missing.map(({ image }) => image).join(', ')}`
}

function report({ write, screen }: CommandContext, result: PrefetchResult, isJson: boolean): ExitCode {
  const isComplete = result.images.every(({ state }) => state === 'here' || state === 'downloaded')
  if (isJson) write(`${JSON.stringify({ isComplete, ...describeForScript(result) }, null, 2)}\n`)
  else if (result.images.length === 0) write('These katas need no image.\n')
  else write(renderPrefetch(result, screen))
  return isComplete ? exitCodes.passed : exitCodes.machineNotReady
}

function describeForScript({ images, ...rest }: PrefetchResult) {
  const described = images.map(({ error, ...image }) => (error ? { ...image, reason: error.message } : image))
  return { images: described, ...rest }
}

/** Without an engine there is nothing to download; the machine may be ready all the same. */
async function goWithout(
  { write }: CommandContext,
  needed: readonly WarmServiceName[],
  error: CourseError,
  isJson: boolean,
): Promise<ExitCode> {
  const services = (await diagnoseProviders({ pull: false })).filter(({ service }) => needed.includes(service))
  if (services.some(({ winner }) => winner === undefined)) throw error
  if (isJson) {
    write(`${JSON.stringify({ isComplete: true, images: [] })}\n`)
    return exitCodes.passed
  }
  const width = Math.max(...services.map(({ service }) => service.length))
  const ways = services.map(({ service, winner }) => `${service.padEnd(width)} ${winner?.by}`)
  write(
    `There is nothing to download: no container engine answers, and the servers run without one.\n${ways.join('\n')}\n`,
  )
  return exitCodes.passed
}

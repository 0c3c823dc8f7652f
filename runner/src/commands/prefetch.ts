import type { Course } from '../course/course.ts'
import { findChapter } from '../course/find-by-name.ts'
import { CourseError, type ExitCode, exitCodes } from '../errors.ts'
import { diagnoseProviders } from '../services/diagnose-providers.ts'
import { type PrefetchedImage, prefetchImages } from '../services/prefetch-images.ts'
import { isWarmServiceName, type WarmServiceName } from '../services/warm-service.ts'
import { showBytes } from '../terminal/show-bytes.ts'
import type { CommandContext, CommandDefinition } from './command.ts'
import { openCourse } from './open-course.ts'
import { Waiting } from './waiting.ts'

export const command: CommandDefinition = {
  arguments: [{ name: 'chapter', summary: 'Only what its katas need; without it, what the whole course needs' }],
  examples: [
    { line: 'kata prefetch', does: 'download all images now, so that no kata has to wait for one' },
    { line: 'kata prefetch caching', does: 'only those of one chapter' },
  ],
  run: async (context, { arguments: [chapter] }) => {
    const { course } = await openCourse(context)
    const services = servicesOf(course, chapter)
    try {
      const images = await prefetch(services, context)
      context.write(`${images.map(describe).join('\n')}\n`)
      return exitCodes.passed
    } catch (error) {
      if (error instanceof CourseError && error.code === 'CONTAINER_ENGINE_NOT_FOUND')
        return goWithout(context, services, error)
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
  const { lessons, boss } = findChapter(course, name)
  return [...lessons.flatMap(({ katas }) => katas), ...(boss ? [boss] : [])]
}

async function prefetch(services: readonly WarmServiceName[], { signal }: CommandContext) {
  using waiting = new Waiting()
  waiting.show('looking which images are here…')
  return prefetchImages(services, { signal, onProgress: (progress) => waiting.note(progress) })
}

function describe({ service, image, isNew, sizeBytes }: PrefetchedImage): string {
  return `${service.padEnd(9)} ${image}  ${showBytes(sizeBytes)}  ${isNew ? 'downloaded' : 'already here'}`
}

/** Without an engine there is nothing to download; the machine may be ready all the same. */
async function goWithout(
  { write }: CommandContext,
  needed: readonly WarmServiceName[],
  error: CourseError,
): Promise<ExitCode> {
  const services = (await diagnoseProviders({ pull: false })).filter(({ service }) => needed.includes(service))
  if (services.some(({ winner }) => winner === undefined)) throw error
  const width = Math.max(...services.map(({ service }) => service.length))
  const ways = services.map(({ service, winner }) => `${service.padEnd(width)} ${winner?.by}`)
  write(
    `There is nothing to download: no container engine answers, and the servers run without one.\n${ways.join('\n')}\n`,
  )
  return exitCodes.passed
}

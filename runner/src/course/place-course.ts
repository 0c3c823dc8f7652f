import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import type { Build, Chapter, Course } from './course.ts'
import { curriculumFile, metadataFile } from './course-files.ts'
import type { Curriculum } from './curriculum.ts'
import type { Kata } from './kata.ts'
import type { KataMetadata } from './kata-metadata.ts'
import { katasOfChapter } from './katas-of-chapter.ts'
import type { ParsedCourse } from './parse-course.ts'
import { placeStages } from './place-stages.ts'

/** Joins what the files say with where they lie. Only katas that the curriculum lists are part of the course. */
export function placeCourse(root: string, { curriculum, katas }: ParsedCourse): Course {
  const chapters = curriculum.chapters.map((chapter) => placeChapter(root, chapter))
  const byId = new Map(katas.map((metadata) => [metadata.id, metadata]))
  const listed = placeStages(kataSlugs(chapters).map((slug) => placeKata(root, byId.get(slug) ?? unlisted(slug))))
  const lessons = chapters.flatMap((chapter) => chapter.lessons)
  return {
    ...{ root, chapters },
    katas: mapBySlug(listed, 'kata'),
    lessons: mapBySlug(lessons, 'lesson'),
    builds: groupByBuild(listed),
  }
}

/** One kata with the paths of its files; a stage of a build as if it stood alone, see `placeStages`. */
export function placeKata(root: string, metadata: KataMetadata): Kata {
  const { $schema: _schema, id: slug, starter, ...rest } = metadata
  const folder = join(root, 'katas', slug)
  const starterName = starter ?? `${rest.build ?? slug}.ts`
  const testName = `${slug}.test.ts`
  return {
    ...rest,
    slug,
    folder,
    starterName,
    starterFile: join(folder, starterName),
    variantName: rest.kind === 'drill' ? 'playbook.ts' : starterName,
    testName,
    testFile: join(folder, testName),
  }
}

function placeChapter(root: string, chapter: Curriculum['chapters'][number]): Chapter {
  const { complete, boss, lessons, ...rest } = chapter
  return {
    ...rest,
    ...(boss === undefined ? {} : { boss }),
    isComplete: complete,
    lessons: lessons.map(({ slug, katas }) => ({
      slug,
      katas,
      chapter: chapter.slug,
      file: join(root, 'lessons', chapter.slug, `${slug}.md`),
    })),
  }
}

function kataSlugs(chapters: readonly Chapter[]): string[] {
  return chapters.flatMap(katasOfChapter)
}

function groupByBuild(katas: readonly Kata[]): Map<string, Build> {
  const stages = Map.groupBy(
    katas.filter(({ build }) => build !== undefined),
    ({ build = '' }) => build,
  )
  return new Map([...stages].map(([slug, own]) => [slug, { slug, stages: own }]))
}

function unlisted(slug: string): never {
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${curriculumFile} lists the kata ${slug}: expected ${metadataFile(slug)}, got no such file`,
  })
}

function mapBySlug<Entry extends { readonly slug: string }>(
  entries: readonly Entry[],
  what: string,
): Map<string, Entry> {
  const map = new Map<string, Entry>()
  for (const entry of entries) {
    if (map.has(entry.slug)) {
      throw new CourseError('COURSE_FILE_INVALID', {
        message: `${curriculumFile}: expected every ${what} once, got ${entry.slug} twice`,
      })
    }
    map.set(entry.slug, entry)
  }
  return map
}

import { curriculumFile } from '../../course/course-files.ts'
import type { Curriculum } from '../../course/curriculum.ts'
import { CourseError } from '../../errors.ts'
import { type KataSources, readKataSources } from './kata-sources.ts'
import { type LessonSources, readLessonSources } from './lesson-sources.ts'
import { parseCurriculum } from './parse-curriculum.ts'
import { placeStageSources } from './place-stage-sources.ts'
import { readTree, type TextTree } from './read-tree.ts'

/** The course as its authors left it, right or not. */
export interface CourseSources {
  /** Absolute. */
  readonly root: string
  /** Texts of `lessons/` and `katas/` by path relative to the root. */
  readonly tree: TextTree
  readonly curriculum?: Curriculum
  /** Why `curriculum` is absent. */
  readonly curriculumError?: string
  /** By slug, whether listed or not. */
  readonly katas: ReadonlyMap<string, KataSources>
  /** By slug, whether listed or not. */
  readonly lessons: ReadonlyMap<string, LessonSources>
}

/** Reads everything below `katas/` and `lessons/`. Unlike the learner's loader it goes on after a file that is wrong. */
export async function readCourseSources(root: string): Promise<CourseSources> {
  const tree = await readTree(root, ['lessons', 'katas'])
  const slugs = new Set([...tree.keys()].flatMap((path) => /^katas\/([^/]+)\//.exec(path)?.[1] ?? []))
  const curriculum = readCurriculum(tree)
  const alone = [...slugs].map((slug) => readKataSources(root, slug, tree))
  const katas = placeStageSources(root, alone, curriculum.curriculum)
  const lessons = [...tree].filter(([path]) => isLesson(path)).map(([path, text]) => readLessonSources(path, text))
  return {
    root,
    tree,
    ...curriculum,
    katas: new Map(katas.map((kata) => [kata.slug, kata])),
    lessons: new Map(lessons.map((lesson) => [lesson.slug, lesson])),
  }
}

function isLesson(path: string): boolean {
  return /^lessons\/[^/]+\/[^/]+\.md$/.test(path) && !/\/(?:index|summary)\.md$/.test(path)
}

function readCurriculum(tree: TextTree): Pick<CourseSources, 'curriculum' | 'curriculumError'> {
  try {
    return { curriculum: parseCurriculum(tree.get(curriculumFile) ?? '') }
  } catch (error) {
    if (error instanceof CourseError) return { curriculumError: error.message }
    throw error
  }
}

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Course } from './course.ts'
import { type CourseTexts, curriculumFile, metadataFile } from './course-files.ts'
import { loadText } from './load-text.ts'
import type { ParsedCourse } from './parse-course.ts'
import { placeCourse } from './place-course.ts'

interface LoadOptions {
  /** A file that remembers the checked course. While no JSON file of the course changes, nothing is checked again. */
  readonly cacheFile?: string
}

/**
 * Reads the course below `root`: the curriculum and the metadata of every kata that it lists.
 * Texts of lessons and katas are left on disk; see `loadLesson` and `loadKataTexts`.
 *
 * @throws CourseError `COURSE_FILE_INVALID` naming the file, the field, what was expected and what was there.
 */
export async function loadCourse(root: string, { cacheFile }: LoadOptions = {}): Promise<Course> {
  const texts = loadTexts(root)
  const remembered = cacheFile === undefined ? undefined : findRemembered(cacheFile, texts)
  if (remembered) return placeCourse(root, remembered)
  const { parseCourse } = await import('./parse-course.ts')
  const parsed = parseCourse(texts)
  const course = placeCourse(root, parsed)
  if (cacheFile !== undefined) remember(cacheFile, texts, parsed)
  return course
}

function loadTexts(root: string): CourseTexts {
  const folder = join(root, 'katas')
  const slugs = existsSync(folder) ? readdirSync(folder).sort() : []
  const files = slugs.map(metadataFile).filter((file) => existsSync(join(root, file)))
  return Object.fromEntries([curriculumFile, ...files].map((file) => [file, loadText(root, file)]))
}

/** What was checked, and the outcome. The texts are kept whole: comparing them is quicker than a fingerprint. */
interface Remembered {
  readonly program: string
  readonly texts: CourseTexts
  readonly parsed: ParsedCourse
}

function findRemembered(cacheFile: string, texts: CourseTexts): ParsedCourse | undefined {
  try {
    const { program, texts: before, parsed }: Remembered = JSON.parse(readFileSync(cacheFile, 'utf8'))
    return program === describeProgram() && JSON.stringify(before) === JSON.stringify(texts) ? parsed : undefined
  } catch {
    return undefined
  }
}

function remember(cacheFile: string, texts: CourseTexts, parsed: ParsedCourse): void {
  const part = `${cacheFile}.${process.pid}.part`
  const remembered: Remembered = { program: describeProgram(), texts, parsed }
  try {
    mkdirSync(dirname(cacheFile), { recursive: true })
    writeFileSync(part, JSON.stringify(remembered))
    renameSync(part, cacheFile)
  } catch {
    // Only time is lost: the course is checked again by the next command.
  }
}

/** The schemas' own texts: another version of them may understand the same files differently. */
function describeProgram(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  return ['curriculum', 'kata-metadata', 'slug']
    .map((name) => readFileSync(join(folder, name + extension), 'utf8'))
    .join('')
}

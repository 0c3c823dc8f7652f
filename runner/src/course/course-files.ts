/** Texts of JSON files by their path below the course's root, with slashes. */
export type CourseTexts = Readonly<Record<string, string>>

export const curriculumFile = 'lessons/curriculum.json'

export const glossaryFile = 'lessons/glossary.md'

/** The path of a chapter's opening below the course's root. */
export function openingFile(chapter: string): string {
  return `lessons/${chapter}/index.md`
}

/** The path of the page that sums up a chapter, which not every chapter has. */
export function summaryFile(chapter: string): string {
  return `lessons/${chapter}/summary.md`
}

/** The path of a kata's metadata below the course's root. */
export function metadataFile(slug: string): string {
  return `katas/${slug}/kata.json`
}

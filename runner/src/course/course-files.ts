/** Texts of JSON files by their path below the course's root, with slashes. */
export type CourseTexts = Readonly<Record<string, string>>

export const curriculumFile = 'lessons/curriculum.json'

/** The path of a kata's metadata below the course's root. */
export function metadataFile(slug: string): string {
  return `katas/${slug}/kata.json`
}

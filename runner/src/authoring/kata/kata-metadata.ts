import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { lineOf } from '../sources/line-of.ts'
import { readShapeComplaints } from '../sources/shape-complaints.ts'

/** kata.json has the shape of its schema and its id is the folder name. A borrowed id is `kata-id-unique`'s business. */
export function checkKataMetadata(kata: KataSources, course: CourseSources): Unruled[] {
  const text = kata.files.get('kata.json')
  if (kata.metadataError === undefined || text === undefined || checkKataIdUnique(kata, course).length > 0) return []
  return readShapeComplaints(kata.metadataError, `${kata.folder}/kata.json`).map((problem) => ({
    ...lineOf(text, `"${/^[a-z]+/i.exec(problem.expected)?.[0] ?? '{'}"`),
    ...problem,
  }))
}

/** The id belongs to this kata alone. */
export function checkKataIdUnique(kata: KataSources, course: CourseSources): Unruled[] {
  const text = kata.files.get('kata.json') ?? ''
  const id = readId(text)
  if (id === undefined || id === kata.slug || !course.katas.has(id)) return []
  return [
    {
      file: `${kata.folder}/kata.json`,
      ...lineOf(text, '"id"'),
      expected: `id: ${kata.slug}`,
      got: `${id}, the id of katas/${id}`,
      fix: 'Give the kata the id of its own folder; progress of learners is kept by it.',
    },
  ]
}

function readId(text: string): string | undefined {
  return /"id"\s*:\s*"([^"]*)"/.exec(text)?.[1]
}

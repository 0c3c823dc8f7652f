import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChosenSubject } from '../gate/choose-subjects.ts'
import { sourceReader } from '../gate/text-rules.ts'
import { updateCodeFromSource } from '../markdown/code-from-source.ts'
import type { CourseSources } from '../sources/course-sources.ts'

/** Files of one kata or lesson that were brought up to date. */
export interface WrittenFiles extends ChosenSubject {
  readonly files: readonly string[]
}

/** Makes the copied code in the Markdown files of katas and lessons equal to its sources. */
export async function updateExcerpts(
  sources: CourseSources,
  chosen: readonly ChosenSubject[],
): Promise<WrittenFiles[]> {
  const read = sourceReader(sources)
  const written: WrittenFiles[] = []
  for (const subject of chosen) {
    const files: string[] = []
    for (const file of pagesOf(sources, subject)) {
      const before = sources.tree.get(file) ?? ''
      const after = updateCodeFromSource(before, read)
      if (after === before) continue
      await writeFile(join(sources.root, file), after)
      files.push(file)
    }
    if (files.length > 0) written.push({ ...subject, files })
  }
  return written
}

function pagesOf({ katas, lessons }: CourseSources, { subject, slug }: ChosenSubject): string[] {
  if (subject === 'lesson') return [lessons.get(slug)?.file ?? []].flat()
  const kata = subject === 'kata' ? katas.get(slug) : undefined
  const pages = [...(kata?.files.keys() ?? [])].filter((path) => path.endsWith('.md'))
  return pages.map((path) => `katas/${slug}/${path}`)
}

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { slugSchema } from '../../course/slug.ts'
import { CourseError } from '../../errors.ts'
import type { KataRequest } from './kata-request.ts'
import { scaffoldCode } from './scaffold-code.ts'
import { scaffoldSql } from './scaffold-sql.ts'
import { scaffoldTexts } from './scaffold-texts.ts'

/** Fails unless a kata of this name can be made: the name is a slug, and no folder has it. */
export function assertNewSlug(courseRoot: string, slug: string): void {
  const { error } = slugSchema.safeParse(slug)
  if (error) throw new CourseError('WRONG_USAGE', { message: `"${slug}": ${error.issues[0]?.message ?? 'no slug'}.` })
  if (!existsSync(join(courseRoot, 'katas', slug))) return
  throw new CourseError('WRONG_USAGE', {
    message: `katas/${slug} is there already.`,
    hint: `Judge it with \`kata dev check ${slug}\`, or take another name: slugs are never used twice.`,
  })
}

/**
 * Writes the folder of a new kata: a small example that the gate passes, with a mark wherever an author's words or
 * decisions are missing. Gives the files, relative to the course's root.
 */
export async function writeKata(courseRoot: string, request: KataRequest): Promise<string[]> {
  assertNewSlug(courseRoot, request.slug)
  const files = [...scaffoldTexts(request), ...(request.isSql ? scaffoldSql(request) : scaffoldCode(request))]
  for (const [path, text] of files) {
    const file = join(courseRoot, 'katas', request.slug, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text, { flag: 'wx' })
  }
  return files.map(([path]) => `katas/${request.slug}/${path}`)
}

/** The ending of the file that the learner edits, such as `.ts` or `.sql`, judged by the files that are there. */
export function starterEnding(slug: string, files: ReadonlyMap<string, string>): string {
  const starter = [...files.keys()].find((path) => path.startsWith(`${slug}.`) && !path.endsWith('.test.ts'))
  return starter?.slice(slug.length) ?? '.ts'
}

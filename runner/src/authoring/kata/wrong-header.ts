import type { Unruled } from '../problem.ts'
import { commentMark } from '../sources/comment-mark.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import { wrongFiles } from '../sources/variant-files.ts'
import { readWrongHeader, type WrongHeader } from '../sources/wrong-header.ts'

/** Each wrong solution names a test that exists and a hint that exists, in its first two lines. */
export function checkWrongHeaders(kata: KataSources): Unruled[] {
  return wrongFiles(kata).flatMap((path) => {
    const header = readWrongHeader(kata.files.get(path) ?? '')
    return [...checkTest(kata, path, header), ...checkHint(kata, path, header)]
  })
}

function checkTest(kata: KataSources, path: string, { fails }: WrongHeader): Unruled[] {
  const names = kata.tests.map(({ name }) => name)
  if (names.length === 0 || (fails !== undefined && names.includes(fails))) return []
  return [
    {
      file: `${kata.folder}/${path}`,
      line: 1,
      expected: `\`${commentMark(path)} fails: <test name>\`, with the name of a test`,
      got: fails ?? 'another first line',
      fix: `Name the test that fails first: ${names.join(' | ')}`,
    },
  ]
}

function checkHint(kata: KataSources, path: string, { hint }: WrongHeader): Unruled[] {
  const headings = kata.hints.map(({ heading }) => heading)
  if (headings.length === 0 || (hint !== undefined && headings.includes(hint))) return []
  return [
    {
      file: `${kata.folder}/${path}`,
      line: 2,
      expected: `\`${commentMark(path)} hint: <heading>\`, with a heading of hints.md`,
      got: hint ?? 'another second line',
      fix: `Name the hint that helps: ${headings.join(' | ')}`,
    },
  ]
}

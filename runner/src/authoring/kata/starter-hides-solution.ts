import type { Unruled } from '../problem.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** Shorter lines, such as `} finally {`, say nothing. */
const tellingLength = 20

/** No line of a solution stands in the starter's comments. */
export function checkStarterHidesSolution(kata: KataSources): Unruled[] {
  const starter = kata.files.get(kata.starterName)
  if (starter === undefined) return []
  const starterCode = new Set(codeLines(starter))
  const answers = [...kata.files]
    .filter(([path]) => path.startsWith('solution/') && !path.endsWith('.md'))
    .flatMap(([path, text]) => codeLines(text).map((line) => ({ path, line })))
    .filter(({ line }) => line.length >= tellingLength && /[(=]/.test(line) && !starterCode.has(line))
  return commentLines(starter).flatMap(({ text, line }) => {
    const leak = answers.find((answer) => text.includes(answer.line))
    if (leak === undefined) return []
    return [
      {
        file: `${kata.folder}/${kata.starterName}`,
        line,
        expected: `nothing of ${leak.path}`,
        got: leak.line,
        fix: 'Say what has to hold, not how.',
      },
    ]
  })
}

const commentStart = /^\s*(?:\/\/|\/?\*+|--|#)/

function codeLines(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !commentStart.test(line))
    .map(normalise)
}

function commentLines(text: string): { text: string; line: number }[] {
  return text.split('\n').flatMap((line, index) => {
    const comment = /(?:\/\/|^\s*\/?\*+|--\s|^\s*#)(.*)$/.exec(line)?.[1]
    return comment === undefined ? [] : [{ text: normalise(comment), line: index + 1 }]
  })
}

function normalise(line: string): string {
  return line
    .replaceAll(/\s+/g, ' ')
    .replace(/[;,]\s*$/, '')
    .trim()
}

import type { Unruled } from '../problem.ts'
import { commentMark } from '../sources/comment-mark.ts'
import type { KataSources } from '../sources/kata-sources.ts'

/** The starter has one or two `TODO` comments. In a `debug` kata and a drill finding the place is the task, so it has none. */
export function checkStarterTodo(kata: KataSources): Unruled[] {
  const text = kata.files.get(kata.starterName)
  if (text === undefined || kata.kata === undefined) return []
  const count = text.split('\n').filter((line) => /(\/\/|\*|--|#|;)\s*TODO\b/.test(line)).length
  const [fewest, most] = ['debug', 'drill'].includes(kata.kata.kind) ? [0, 0] : [1, 2]
  if (count >= fewest && count <= most) return []
  const comment = `${commentMark(kata.starterName)} TODO: …`
  return [
    {
      file: `${kata.folder}/${kata.starterName}`,
      expected: most === 0 ? 'no TODO comment, because finding the place is the task' : '1 or 2 TODO comments',
      got: `${count}`,
      fix: most === 0 ? 'Remove it.' : `Mark the place where the learner begins with \`${comment}\`.`,
    },
  ]
}

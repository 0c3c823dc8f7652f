import type { EditedFile } from '../edited-file.ts'
import { type SqlStatement, splitStatements } from './split-statements.ts'

/** What stands below one line `-- name: …` of an SQL file. */
export interface SqlBlock {
  readonly name: string
  /** Of the block's name line, in the file, counted from 0. */
  readonly offset: number
  /** Their offsets count in the file. */
  readonly statements: readonly SqlStatement[]
}

const nameLine = /^--[ \t]*name:[ \t]*(\S*)[ \t]*$/gm

/**
 * Takes an SQL file apart at its lines `-- name: …`. Before the first of them only comments may stand.
 *
 * @throws RefusedFile when a statement belongs to no block, or a name is used twice
 */
export function parseSqlBlocks(file: EditedFile): readonly SqlBlock[] {
  const marks = [...file.text.matchAll(nameLine)]
  const [stray] = splitStatements(file.text.slice(0, marks[0]?.index ?? file.text.length))
  if (stray) {
    const message = 'This statement belongs to no block, so nothing runs it. A block begins with a line `-- name: …`.'
    throw file.refused(message, file.positionAt(stray.offset))
  }
  const blocks = marks.map((mark, index): SqlBlock => {
    const start = mark.index + mark[0].length
    const statements = splitStatements(file.text.slice(start, marks[index + 1]?.index))
    const inFile = statements.map(({ text, offset }) => ({ text, offset: offset + start }))
    return { name: mark[1] ?? '', offset: mark.index, statements: inFile }
  })
  const second = blocks.find(({ name }, index) => blocks.findIndex((block) => block.name === name) < index)
  if (second) throw file.refused(`There are two blocks named ${second.name}.`, file.positionAt(second.offset))
  return blocks
}

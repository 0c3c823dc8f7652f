/** Where a test stands in a test file, read from the text alone. */
export interface TestPlace {
  readonly name: string
  readonly line: number
  /** Given by a comment `// kept because: …` above a test which rejects no wrong solution. */
  readonly keptBecause?: string
}

const testCall = /^\s*(?:test|it)(?:\.\w+)*\(\s*(['"`])((?:\\.|(?!\1).)*)\1/
const keptComment = /^\s*\/\/ kept because:\s*(.*)$/

/** Finds the tests of a file in file order. A name must be a plain string on the line of its call or the next. */
export function findTests(text: string): TestPlace[] {
  const lines = text.split('\n')
  return lines.flatMap((line, index) => {
    const match = testCall.exec(
      /^\s*(?:test|it)(?:\.\w+)*\(\s*$/.test(line) ? `${line}${lines[index + 1] ?? ''}` : line,
    )
    if (match === null) return []
    const place = { name: dropBackslashes(match[2] ?? ''), line: index + 1 }
    const keptBecause = findReason(lines, index)
    return [keptBecause === undefined ? place : { ...place, keptBecause }]
  })
}

/** The reason may run over several comment lines directly above the test. */
function findReason(lines: readonly string[], testIndex: number): string | undefined {
  for (let index = testIndex - 1; index >= 0 && /^\s*\/\//.test(lines[index] ?? ''); index -= 1) {
    const reason = keptComment.exec(lines[index] ?? '')?.[1]?.trim()
    if (reason) return reason
  }
  return undefined
}

function dropBackslashes(text: string): string {
  return text.replace(/\\(.)/g, '$1')
}

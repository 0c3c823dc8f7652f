import type { ReportedFrame } from './host-protocol.ts'

/** The places of a stack as V8 writes it, innermost first. */
export function parseFrames(stack: string): ReportedFrame[] {
  return stack.split('\n').flatMap((line) => {
    const [, file, row, column] = /^\s+at (?:.*\()?(.+?):(\d+):(\d+)\)?$/.exec(line) ?? []
    if (file === undefined) return []
    return [{ file: file.replace(/^(?:async )?(?:file:\/\/)?/, ''), line: Number(row), column: Number(column) }]
  })
}

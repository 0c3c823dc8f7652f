import { parse as parseYaml } from 'yaml'
import { CourseError } from '../errors.ts'
import { checkShape } from './check-shape.ts'
import { findFence } from './find-fence.ts'
import { type Prediction, predictionSchema } from './prediction.ts'

interface Placed {
  /** Where it begins in the lesson's file, counted from 1. */
  readonly line: number
}

/** A lesson in the order in which it is read. */
export type LessonBlock = Placed &
  (
    | { readonly kind: 'prose'; readonly markdown: string }
    | { readonly kind: 'predict'; readonly prediction: Prediction }
    /** `text` is the caption and the description that stands in where the figure can't run. */
    | { readonly kind: 'figure'; readonly name: string; readonly text: string }
    /** `output` is what `kata demo <name>` printed when it was recorded. */
    | { readonly kind: 'demo'; readonly name: string; readonly output: string }
    /** A code fence that is kept equal to a region of a file; `code` is without its first line. */
    | {
        readonly kind: 'excerpt'
        readonly path: string
        readonly region?: string
        readonly language: string
        readonly code: string
      }
    /** A new slide begins. Not shown in reading. */
    | { readonly kind: 'slide' }
    /** For the instructor. Not shown in reading. */
    | { readonly kind: 'notes'; readonly text: string }
  )

interface Origin {
  readonly file: string
  /** The line of the file at which the text begins. */
  readonly firstLine: number
}

/** Splits a lesson's Markdown into prose and the course's blocks. Other code fences stay in the prose. */
export function parseLessonBlocks(body: string, origin: Origin): LessonBlock[] {
  const lines = body.split('\n')
  const blocks: LessonBlock[] = []
  let proseStart = 0
  const flushProse = (end: number): void => {
    const text = lines.slice(proseStart, end).join('\n')
    const markdown = text.trim()
    const blankLines = text.slice(0, text.indexOf(markdown)).split('\n').length - 1
    if (markdown !== '') blocks.push({ kind: 'prose', markdown, line: origin.firstLine + proseStart + blankLines })
  }
  for (let index = 0; index < lines.length; index++) {
    const found = readComment(lines, index, origin) ?? readFence(lines, index, origin)
    if (found?.block) {
      flushProse(index)
      blocks.push(found.block)
      proseStart = found.end + 1
    }
    if (found) index = found.end
  }
  flushProse(lines.length)
  return blocks
}

interface Found {
  /** Absent when the lines belong to the prose around them. */
  readonly block?: LessonBlock
  readonly end: number
}

function readComment(lines: readonly string[], start: number, origin: Origin): Found | undefined {
  const line = origin.firstLine + start
  const first = lines[start] ?? ''
  if (/^<!--\s*slide\s*-->\s*$/.test(first)) return { block: { kind: 'slide', line }, end: start }
  if (!/^<!--\s*notes:/.test(first)) return undefined
  const length = lines.slice(start).findIndex((text) => text.includes('-->'))
  if (length === -1) throw invalid(origin, line, 'expected --> after the notes, got none')
  const text = lines.slice(start, start + length + 1).join('\n')
  return {
    block: { kind: 'notes', text: text.replace(/^<!--\s*notes:\s*/, '').replace(/\s*-->\s*$/, ''), line },
    end: start + length,
  }
}

function readFence(lines: readonly string[], start: number, origin: Origin): Found | undefined {
  const fence = findFence(lines, start)
  if (!fence) return undefined
  const line = origin.firstLine + start
  const [word = '', name = ''] = fence.info.split(/\s+/)
  const text = fence.content.join('\n').trim()
  const end = fence.end
  if (word === 'predict')
    return { block: { kind: 'predict', prediction: readPrediction(text, origin, line), line }, end }
  if (word === 'figure') return { block: { kind: 'figure', name: named(name, word, origin, line), text, line }, end }
  if (word === 'demo')
    return { block: { kind: 'demo', name: named(name, word, origin, line), output: text, line }, end }
  return { ...readExcerpt(fence.content, word, line), end }
}

function readExcerpt(content: readonly string[], language: string, line: number): { block?: LessonBlock } {
  const from = /^(?:\/\/|#|--)\s*from:\s*([^#\s]+)(?:#(\S+))?\s*$/.exec(content[0] ?? '')
  if (from?.[1] === undefined) return {}
  const region = from[2] === undefined ? {} : { region: from[2] }
  return { block: { kind: 'excerpt', path: from[1], ...region, language, code: content.slice(1).join('\n'), line } }
}

function readPrediction(text: string, origin: Origin, line: number): Prediction {
  const place = `${origin.file}:${line}`
  try {
    return checkShape(predictionSchema, parseYaml(text), place)
  } catch (error) {
    if (error instanceof CourseError) throw error
    throw invalid(
      origin,
      line,
      `expected YAML in the predict block, but ${error instanceof Error ? error.message : error}`,
    )
  }
}

function named(name: string, block: string, origin: Origin, line: number): string {
  if (name === '') throw invalid(origin, line, `expected a name after ${block}, got none`)
  return name
}

function invalid(origin: Origin, line: number, complaint: string): CourseError {
  return new CourseError('COURSE_FILE_INVALID', { message: `${origin.file}:${line}: ${complaint}` })
}

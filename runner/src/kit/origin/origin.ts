import { fileURLToPath } from 'node:url'

/** The line of the learner's program from which something was done. */
export interface Origin {
  /** Absolute path of the file. */
  readonly file: string
  /** Counts from 1. */
  readonly line: number
}

const ownFolder = fileURLToPath(new URL('..', import.meta.url))
const place = /(?:\(|^at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:[\\/])[^()]*?):(\d+):\d+\)?$/

/** Where a program stood. Its frames are turned into text only when somebody asks. */
export interface Stack {
  readonly stack?: string
}

export function captureStack(frames: number): Stack {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = frames
  const holder: Stack = {}
  Error.captureStackTrace(holder, captureStack)
  Error.stackTraceLimit = limit
  return holder
}

/** The nearest line of `where` that belongs to neither Node, a package nor the kit itself. */
export function findOrigin(where: Stack): Origin | undefined {
  for (const line of (where.stack ?? '').split('\n').slice(1)) {
    const match = place.exec(line.trim())
    if (!match?.[1] || !match[2]) continue
    const file = toPath(match[1])
    if (isForeign(file)) continue
    return { file, line: Number(match[2]) }
  }
  return undefined
}

/** In a message: `lost-update.ts:12`. */
export function renderOrigin(origin: Origin | undefined): string {
  if (!origin) return 'a place that could not be found out'
  return `${origin.file.split(/[\\/]/).at(-1)}:${origin.line}`
}

function toPath(place: string): string {
  const path = place.split('?')[0] ?? place
  return path.startsWith('file:') ? fileURLToPath(path) : path
}

function isForeign(file: string): boolean {
  if (file.includes('node_modules') && !file.includes('.staging')) return true
  return file.startsWith(ownFolder) && !file.endsWith('.test.ts')
}

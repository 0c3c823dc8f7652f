import { CourseError } from '../../errors.ts'
import type { Engine } from './engine.ts'

/** One line of what the engine tells while it pulls. */
interface PullLine {
  readonly id?: string
  readonly status?: string
  readonly error?: string
  readonly progressDetail?: { readonly current?: number; readonly total?: number }
}

export interface PullProgress {
  readonly receivedBytes: number
  /** Of the layers that the registry has announced so far. */
  readonly totalBytes: number
  /** Layers of which the registry has not told the size yet: more bytes will come. */
  readonly uncountedLayers: number
  /** Layers that were on this machine before. */
  readonly layersHere: number
}

/** Downloads an image through the engine, telling how far it is. Throws IMAGE_NOT_PULLED. */
export async function pullImage(
  engine: Engine,
  image: string,
  onProgress: (progress: PullProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const layers = new Map<string, Layer>()
  try {
    const path = `/images/create?fromImage=${encodeURIComponent(withTag(image))}`
    const answer = await engine.stream({ method: 'POST', path, ...(signal ? { signal } : {}) })
    for await (const line of readLines(answer)) {
      if (line.error) throw new CourseError('IMAGE_NOT_PULLED', { message: line.error })
      if (noteLayer(layers, line)) onProgress(sum(layers))
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CourseError('IMAGE_NOT_PULLED', { message: `${image} could not be pulled: ${reason}`, cause })
  }
}

/** Without a tag the engine would pull every tag there is. */
function withTag(image: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`
}

async function* readLines(answer: AsyncIterable<unknown>): AsyncGenerator<PullLine> {
  let rest = ''
  for await (const chunk of answer) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim()) yield JSON.parse(line) as PullLine
  }
}

/** `isCounted`: its size is known, or it has come as a whole without one being told. */
interface Layer {
  readonly receivedBytes: number
  readonly totalBytes: number
  readonly isCounted: boolean
  readonly wasHere: boolean
}

const unknownLayer: Layer = { receivedBytes: 0, totalBytes: 0, isCounted: false, wasHere: false }

/** Notes what a line tells of a layer; false when it tells nothing new. Not every line with an id is of a layer. */
function noteLayer(layers: Map<string, Layer>, { id, status, progressDetail }: PullLine): boolean {
  if (!id) return false
  const known = layers.get(id) ?? unknownLayer
  const next = readLayer(known, status, progressDetail)
  if (next) layers.set(id, next)
  return next !== undefined
}

function readLayer(known: Layer, status: string | undefined, detail: PullLine['progressDetail']): Layer | undefined {
  switch (status) {
    case 'Pulling fs layer':
      return known
    case 'Already exists':
      return { ...known, isCounted: true, wasHere: true }
    case 'Downloading': {
      const totalBytes = detail?.total ?? known.totalBytes
      return { ...known, receivedBytes: detail?.current ?? 0, totalBytes, isCounted: totalBytes > 0 }
    }
    case 'Download complete':
    case 'Pull complete':
      return { ...known, receivedBytes: known.totalBytes, isCounted: true }
    default:
      return undefined
  }
}

function sum(layers: ReadonlyMap<string, Layer>): PullProgress {
  const all = [...layers.values()]
  return {
    receivedBytes: all.reduce((total, { receivedBytes }) => total + receivedBytes, 0),
    totalBytes: all.reduce((total, { totalBytes }) => total + totalBytes, 0),
    uncountedLayers: all.filter(({ isCounted }) => !isCounted).length,
    layersHere: all.filter(({ wasHere }) => wasHere).length,
  }
}

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
}

/** Downloads an image through the engine, telling how far it is. Throws IMAGE_NOT_PULLED. */
export async function pullImage(
  engine: Engine,
  image: string,
  onProgress: (progress: PullProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const layers = new Map<string, PullProgress>()
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

function noteLayer(layers: Map<string, PullProgress>, { id, status, progressDetail }: PullLine): boolean {
  if (!id) return false
  const known = layers.get(id)
  const total = progressDetail?.total ?? known?.totalBytes ?? 0
  if (status === 'Downloading') layers.set(id, { receivedBytes: progressDetail?.current ?? 0, totalBytes: total })
  else if (status === 'Download complete' && known)
    layers.set(id, { receivedBytes: known.totalBytes, totalBytes: known.totalBytes })
  else return false
  return true
}

function sum(layers: ReadonlyMap<string, PullProgress>): PullProgress {
  const all = [...layers.values()]
  return {
    receivedBytes: all.reduce((total, { receivedBytes }) => total + receivedBytes, 0),
    totalBytes: all.reduce((total, { totalBytes }) => total + totalBytes, 0),
  }
}

import { renderMarkdown } from '../terminal/render-markdown.ts'
import type { Screen } from '../terminal/screen.ts'
import { showBytes } from '../terminal/show-bytes.ts'

/** What became of one image. */
interface ShownImage {
  readonly service: string
  readonly image: string
  readonly state: 'here' | 'downloaded' | 'failed' | 'interrupted' | 'waiting'
  readonly sizeBytes?: number
  readonly received?: { readonly receivedBytes: number; readonly totalBytes: number; readonly uncountedLayers: number }
  readonly error?: { readonly message: string }
}

interface ShownPrefetch {
  readonly images: readonly ShownImage[]
  readonly keepsLayers?: boolean
}

/** A line for each image, and where one is missing, how it goes on. */
export function renderPrefetch({ images, keepsLayers }: ShownPrefetch, screen: Screen): string {
  const widest = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length))
  const serviceWidth = widest(images.map(({ service }) => service))
  const imageWidth = widest(images.map(({ image }) => image))
  const lines = images.map(
    (it) => `${it.service.padEnd(serviceWidth)}  ${it.image.padEnd(imageWidth)}  ${describe(it)}`,
  )
  const missing = images.filter(({ state }) => state !== 'here' && state !== 'downloaded')
  const end = missing.length === 0 ? [] : ['', renderMarkdown(describeEnd(missing, keepsLayers), screen, { indent: 0 })]
  return `${[...lines, ...end].join('\n')}\n`
}

function describe({ state, sizeBytes = 0, received, error }: ShownImage): string {
  if (state === 'here') return `${showBytes(sizeBytes)}, already here`
  if (state === 'downloaded') return `${showBytes(sizeBytes)}, downloaded`
  if (state === 'waiting') return 'not begun'
  const { receivedBytes = 0, totalBytes = 0, uncountedLayers = 0 } = received ?? {}
  const more = uncountedLayers > 0 ? '+' : ''
  const bytes = totalBytes === 0 ? '' : ` after ${showBytes(receivedBytes)} of ${showBytes(totalBytes)}${more}`
  return state === 'failed' ? `failed${bytes}: ${error?.message ?? ''}` : `interrupted${bytes}`
}

function describeEnd(missing: readonly ShownImage[], keepsLayers: boolean | undefined): string {
  const goesOn = 'Images that are here stay. `kata prefetch` downloads the others.'
  const wasBegun = missing.some(({ state }) => state === 'interrupted' || state === 'failed')
  if (!wasBegun || keepsLayers === undefined) return goesOn
  return keepsLayers
    ? `${goesOn} What came of the one under way stays, too.`
    : `${goesOn} The one under way begins anew: this engine keeps whole images only.`
}

import type { CarriedContent } from './progress-file.ts'

/** A file's content as it stands in a progress file: readable where it is text. */
export function packContent(content: Uint8Array): CarriedContent {
  const text = Buffer.from(content).toString('utf8')
  return Buffer.from(text).equals(content) ? text : { base64: Buffer.from(content).toString('base64') }
}

export function unpackContent(content: CarriedContent): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(content.base64, 'base64')
}

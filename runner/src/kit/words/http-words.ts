import { statusOf } from '../wire/http-reader.ts'
import type { HttpUnit } from '../wire/unit.ts'
import { shorten, type Wording } from './wording.ts'

/** Puts a request into words, from what was asked and what came back: `sends POST /charges {"cents":4900}`. */
export function describeHttpUnit({ request, response }: HttpUnit): Wording {
  const [method = '', target = ''] = request.startLine.split(' ')
  const asked = `${method} ${shorten(target, 40)}`
  const text = request.body === '' ? `sends ${asked}` : `sends ${asked} ${shorten(oneLine(request.body), 40)}`
  if (!response) return { text, short: `sends ${asked}` }
  const status = statusOf(response.startLine)
  return {
    text,
    result: response.body === '' ? String(status) : `${status} ${shorten(oneLine(response.body), 40)}`,
    short: `sends ${asked} (${status})`,
  }
}

function oneLine(body: string): string {
  return body.replace(/\s+/g, ' ').trim()
}

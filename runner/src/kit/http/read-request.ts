import type { IncomingMessage } from 'node:http'
import type { IncomingRequest } from './script.ts'

/** The request without what only its server knows. Undefined when the client went away in the middle of it. */
export async function readRequest(
  message: IncomingMessage,
): Promise<Omit<IncomingRequest, 'nth' | 'connection'> | undefined> {
  const text = await readBody(message)
  if (text === undefined) return undefined
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1')
  return {
    method: message.method ?? 'GET',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: message.headers,
    text,
    json: parseJson(text),
  }
}

function readBody(message: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => resolve(Buffer.concat(chunks).toString()))
    // Afterwards for a request that has been read; before that, somebody hung up.
    message.on('error', () => resolve(undefined))
    message.on('close', () => resolve(undefined))
  })
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

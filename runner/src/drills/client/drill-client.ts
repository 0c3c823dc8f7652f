import { request } from 'node:http'
import { CourseError, type ErrorCode, errorCatalogue } from '../../errors.ts'
import type { DrillCall, DrillCalls } from '../drill-calls.ts'

export interface DrillAddress {
  readonly port: number
  readonly token: string
}

/**
 * Asks a running drill.
 *
 * @throws CourseError `DRILL_NOT_RUNNING` when nobody answers there, and whatever the drill itself answers with
 */
export async function callDrill<Name extends DrillCall>(
  { port, token }: DrillAddress,
  name: Name,
  params: DrillCalls[Name]['params'],
  signal?: AbortSignal,
): Promise<DrillCalls[Name]['result']> {
  const { status, text } = await post(port, name, { token, body: JSON.stringify(params), signal })
  const answer = JSON.parse(text)
  if (status === 200) return answer
  const { code = 'INTERNAL', message = text, hint } = answer
  throw new CourseError(code in errorCatalogue ? (code as ErrorCode) : 'INTERNAL', {
    message,
    ...(hint ? { hint } : {}),
  })
}

interface Sent {
  readonly token: string
  readonly body: string
  readonly signal: AbortSignal | undefined
}

function post(port: number, path: string, { token, body, signal }: Sent): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const lost = (cause: Error): void =>
      reject(new CourseError('DRILL_NOT_RUNNING', { message: 'The drill ended in the meantime.', cause }))
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path: `/${path}`,
        method: 'POST',
        agent: false,
        headers: { authorization: token },
        ...(signal ? { signal } : {}),
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', lost)
      },
    )
    outgoing.on('error', lost)
    outgoing.end(body)
  })
}

/** The file to which nginx writes one line for each request, in the format below. */
export const requestsFile = 'requests.log'

/** What an `access_log` of the kit says. */
export const requestsLog = `${requestsFile} kata`

/** By this header a request of the kit's own client is recognised in the log. */
export const requestHeader = 'x-kata-request'

/** Goes before the learner's file. */
export const requestLogConfiguration = `log_format kata escape=json
  '{"method":"$request_method","path":"$request_uri","status":"$status","seconds":"$request_time",'
  '"addresses":"$upstream_addr","statuses":"$upstream_status","times":"$upstream_response_time",'
  '"id":"$request_id","number":"$http_x_kata_request"}';
access_log ${requestsLog};
`

/** One attempt of nginx to have a request answered by an app. */
export interface UpstreamAttempt {
  /** The app by its name in the configuration; the name of the upstream when no app of it was to be had. */
  readonly app: string
  /** What the app answered, or what nginx made of it: 502 for a refused connection, 504 for a timeout. */
  readonly status: number | undefined
  /** Milliseconds until nginx had the answer or gave up; undefined when there is none. */
  readonly durationMs: number | undefined
}

/** One line of the access log. */
export interface LoggedRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** What the client got. 499 when it hung up first. */
  readonly status: number
  /** Milliseconds from the first byte of the request to the last byte of the answer. */
  readonly durationMs: number
  /** In the order in which they were made. Empty when nginx answered by itself. */
  readonly attempts: readonly UpstreamAttempt[]
  /** As `$request_id`: unlike all others. */
  readonly id: string
}

interface LogLine extends Omit<LoggedRequest, 'status' | 'durationMs' | 'attempts'> {
  readonly status: string
  readonly seconds: string
  readonly addresses: string
  readonly statuses: string
  readonly times: string
  readonly number: string
}

/** Reads one line. `nameOf` gives an address its name in the configuration. */
export function parseRequestLine(
  line: string,
  nameOf: (address: string) => string,
): { readonly request: LoggedRequest; readonly number: number | undefined } {
  const { method, path, id, status, seconds, addresses, statuses, times, number } = JSON.parse(line) as LogLine
  const [statusOf, timeOf] = [splitList(statuses), splitList(times)]
  const attempts = splitList(addresses).map((address, at) => ({
    app: nameOf(address),
    status: toNumber(statusOf[at]),
    durationMs: toMs(timeOf[at]),
  }))
  const request = { method, path, id, status: Number(status), durationMs: toMs(seconds) ?? 0, attempts }
  return { request, number: toNumber(number) }
}

/** nginx puts a comma between attempts, and a colon between attempts for a request that it redirected to itself. */
function splitList(text: string): readonly string[] {
  return text === '' || text === '-' ? [] : text.split(/,\s*|\s+:\s+/)
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined || !/^[\d.]+$/.test(text) ? undefined : Number(text)
}

function toMs(seconds: string | undefined): number | undefined {
  const value = toNumber(seconds)
  return value === undefined ? undefined : Math.round(value * 1000)
}

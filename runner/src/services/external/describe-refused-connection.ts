/** Why no connection came about, as the end of a sentence that begins with host and port; undefined when a server answered. */
export function describeRefusedConnection(error: unknown): string | undefined {
  // Where a name has several addresses, the reasons are inside.
  const [first] = error instanceof AggregateError ? error.errors : [error]
  const { code, message } = first as NodeJS.ErrnoException
  const known = code === undefined ? undefined : refusals[code]
  return known ?? (/timeout expired|ETIMEDOUT|Command timed out/.test(message) ? refusals['ETIMEDOUT'] : undefined)
}

const refusals: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hangs up',
  EHOSTUNREACH: 'the network does not reach it',
  ENETUNREACH: 'the network does not reach it',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host can not be looked up',
  ETIMEDOUT: 'it does not answer in time',
}

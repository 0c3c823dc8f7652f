/** Where a server listens. */
export interface ServerAddress {
  readonly host: string
  readonly port: number
}

export function serverAddressOf(url: string): ServerAddress {
  const { hostname: host, port, protocol } = new URL(url)
  return { host, port: port === '' && protocol === 'http:' ? 80 : Number(port) }
}

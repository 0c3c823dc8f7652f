import type { Redis, RedisOptions } from 'ioredis'
import type { RedisLibrary } from './redis-server.ts'

/** As ioredis takes them; how replies are mapped is the kit's, so that they have one type. */
export type RedisClientOptions = Omit<RedisOptions, 'replyMapping'>

/** Clients that the kit made for somebody, and closes when that is over. */
export class RedisClients {
  readonly #library: RedisLibrary
  readonly #url: string
  readonly #clients: Redis[] = []

  constructor(library: RedisLibrary, url: string) {
    this.#library = library
    this.#url = url
  }

  connect(options: RedisClientOptions = {}): Redis {
    const client = connectTo(this.#library, this.#url, options)
    // Kills and restarts are part of tests; the commands themselves still reject.
    client.on('error', () => {})
    this.#clients.push(client)
    return client
  }

  end(): void {
    for (const client of this.#clients.splice(0)) client.disconnect()
  }
}

/** ioredis takes options or an address; with the address taken apart they go together. */
export function connectTo(library: RedisLibrary, url: string, options: RedisClientOptions): Redis {
  const { hostname: host, port, password, username } = new URL(url)
  const login = {
    ...(password ? { password: decodeURIComponent(password) } : {}),
    ...(username ? { username: decodeURIComponent(username) } : {}),
  }
  return new library({ host, port: Number(port), ...login, ...options })
}

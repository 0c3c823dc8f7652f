interface RedisOptions {
  readonly port: number
  readonly password: string
  readonly folder: string
  /** Inside a container the engine's own forwarding is what keeps it on loopback. */
  readonly bind: string
}

/**
 * A configuration file for `redis-server -`. It is handed over by standard input, because a command line
 * shows the password to every user of the machine.
 */
export function redisConfiguration({ port, password, folder, bind }: RedisOptions): string {
  const lines = [`port ${port}`, `bind ${bind}`, `requirepass ${password}`, `dir "${folder}"`]
  return `${[...lines, `pidfile "${folder}/redis-${port}.pid"`, 'save ""', 'appendonly no', 'databases 16'].join('\n')}\n`
}

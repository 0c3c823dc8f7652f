import type { Clock } from '../../clock.ts'
import type { Board } from '../../interleave/board.ts'
import { SeenTraffic } from '../../servers/seen-traffic.ts'
import { Recording } from '../recording.ts'
import type { ProxyOptions, WireProxy } from '../wire-proxy.ts'
import { FaultyTraffic } from './faulty-traffic.ts'

/** A proxy whose traffic suffers faults, and which knows what is open on it. */
export interface FaultyLine {
  /** The server, as a person calls it: `Postgres`. */
  readonly serverName: string
  readonly proxy: WireProxy
  readonly traffic: FaultyTraffic
  readonly open: Pick<Recording, 'connections'>
}

interface FaultyLineOptions {
  readonly serverName: string
  readonly url: string
  readonly start: (options: ProxyOptions) => Promise<WireProxy>
  /** Where what goes to the server is recorded, if anywhere. */
  readonly record?: Recording
  readonly board: Board
  readonly clock: Clock
}

export async function openFaultyLine(options: FaultyLineOptions): Promise<FaultyLine> {
  const { serverName, url, start, record, board, clock } = options
  const open = new Recording()
  const seen = new SeenTraffic(
    {
      opened: (connection) => open.opened(connection),
      closed: (connection) => open.closed(connection),
      keep: (connection, unit) => record?.keep(connection, unit),
    },
    board,
  )
  const traffic = new FaultyTraffic(seen, clock)
  return { serverName, proxy: await start({ url, traffic }), traffic, open }
}

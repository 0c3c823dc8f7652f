/** The process of a drill: it holds the servers, the programs and the load, and ends with the process that started it. */
import { DrillHost } from './drill-host.ts'
import type { HostMessage, HostOptions } from './host-options.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as HostOptions
const over = new AbortController()
const send = (message: HostMessage): void => void (process.connected && process.send?.(message))

process.on('disconnect', () => over.abort())
// Ctrl-C is for whoever started this, who then ends it in order.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('SIGTERM', () => over.abort())

process.exit(await new DrillHost(options, { over, send }).run())

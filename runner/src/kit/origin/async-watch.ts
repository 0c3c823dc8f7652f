import { AsyncLocalStorage, createHook, executionAsyncId } from 'node:async_hooks'
import { isHousekeeping } from './housekeeping.ts'
import { captureStack, findOrigin, type Origin, type Stack } from './origin.ts'

/** Longer timers are housekeeping of a client library, not something an actor waits for. */
const longestAwaitedMs = 2_000

/** Work that ends by itself and then wakes whoever asked for it. */
const awaitedTypes = /^(FSREQ|GETADDRINFO|GETNAMEINFO|QUERYWRAP|TCPCONNECTWRAP)/

/** Work of the same kind, which exists in a form that is done at once; that form has nothing to call when it is done. */
const cryptoTypes = /^(RANDOMBYTES|RANDOMPRIME|PBKDF2|SCRYPT|HASH|SIGN|KEYGEN|DERIVEBITS)/

interface TimerResource {
  readonly _idleTimeout?: number
  readonly _repeat?: number | null
}

interface CryptoJob {
  readonly ondone?: unknown
}

interface AwaitedWork {
  readonly owner: string
  /** Only for kinds of work that may be done already. */
  readonly job?: WeakRef<CryptoJob>
  /** Where a timer was made, which tells whether somebody waits for it. */
  readonly stack?: Stack
}

interface SocketHandle {
  getsockname?(address: { port?: number }): number
  getpeername?(address: { port?: number }): number
  readonly bytesRead?: number
  readonly bytesWritten?: number
  readonly reading?: boolean
  /** Negative once it is closed. Not told on Windows. */
  readonly fd?: number
}

interface WatchedSocket {
  readonly handle: WeakRef<SocketHandle>
  readonly stacks: readonly Stack[]
  /** Known once it is connected, and the same from then on. */
  ports?: { readonly own: number; readonly peer: number }
}

/** As a socket tells them. */
interface AcceptedPorts {
  readonly remotePort?: number | undefined
  readonly localPort?: number | undefined
}

/** A client's end of a connection to this process, when the client runs in this process too. */
export interface ClientEnd {
  /** The line that opened it, when the stack tells. */
  readonly findOrigin: () => Origin | undefined
  /** How much has been read and written there; undefined once it is gone. */
  readonly bytes: () => { readonly read: number; readonly written: number } | undefined
  readonly isOpen: () => boolean
  /** Whether it is open and reads what comes: a client may leave an answer lying. */
  readonly isReading: () => boolean
}

/** Owners that are no actors. */
const kit = '(kit)'
const nobody = ''

const currentActor = new AsyncLocalStorage<string>()
const awaited = new Map<number, AwaitedWork>()
/** Names for what has no number of its own: below zero, where Node has none. */
let unseen = 0
const recentTicks = new Map<number, Stack>()
const sockets = new Map<number, WatchedSocket>()

const hook = createHook({
  // Promises outnumber everything else, and none of the questions below is about them.
  trackPromises: false,
  init(id, type, _trigger, resource) {
    const owner = currentActor.getStore() ?? nobody
    if (owner === kit) return
    if (type === 'TickObject') recentTicks.set(id, captureStack(25))
    else if (type === 'TCPWRAP')
      sockets.set(id, { handle: new WeakRef(resource as SocketHandle), stacks: socketStacks() })
    else if (cryptoTypes.test(type)) awaited.set(id, { owner, job: new WeakRef<CryptoJob>(resource) })
    else if (type === 'Timeout' && isShort(resource)) awaited.set(id, { owner, stack: captureStack(12) })
    else if (awaitedTypes.test(type)) awaited.set(id, { owner })
  },
  after: forget,
  destroy(id) {
    forget(id)
    sockets.delete(id)
  },
})

let watchers = 0

/** Follows which actor started what, until disposed. Watching is shared: the hook is on while anybody watches. */
export function watchAsyncWork(): Disposable {
  watchers += 1
  if (watchers === 1) hook.enable()
  return { [Symbol.dispose]: stopWatching }
}

/** Whatever `work` starts, at once or later, counts as done by `actor`. */
export function runAsActor<T>(actor: string, work: () => T): T {
  return currentActor.run(actor, work)
}

/** What `work` starts is the kit's own: nobody is waited for because of it, and nobody asks where it came from. */
export function asKit<T>(work: () => T): T {
  return currentActor.run(kit, work)
}

/** What `work` starts is the test's own, although the kit calls it. */
export function asTest<T>(work: () => T): T {
  return currentActor.run(nobody, work)
}

/** Does `work`, which ends by itself although nothing that is watched shows it; whoever asked for it waits for it. */
export async function asAwaited<T>(work: () => Promise<T>): Promise<T> {
  unseen -= 1
  const id = unseen
  awaited.set(id, { owner: currentActor.getStore() ?? nobody })
  try {
    return await work()
  } finally {
    awaited.delete(id)
  }
}

/** Whether `actor` waits for a short timer, a file, a name look-up or the like: it will go on by itself. Without a name, whoever is no actor. */
export function hasOutsideWork(actor: string = nobody): boolean {
  for (const [id, work] of awaited) {
    if (work.owner !== actor || (work.job && !work.job.deref()?.ondone)) continue
    if (!work.stack || !isHousekeeping(work.stack)) return true
    awaited.delete(id)
  }
  return false
}

/**
 * The other end of a connection that a server of this process has accepted. Both ports must agree: the same port may
 * be in use at once for connections to different servers.
 */
export function findClientEnd(accepted: AcceptedPorts): ClientEnd | undefined {
  for (const socket of sockets.values()) {
    const ports = findPorts(socket)
    if (!ports || ports.own !== accepted.remotePort || ports.peer !== accepted.localPort) continue
    const { handle, stacks } = socket
    return {
      findOrigin: () => firstOrigin(stacks),
      bytes: () => countBytes(handle.deref()),
      isOpen: () => isOpen(handle.deref()),
      isReading: () => isReading(handle.deref()),
    }
  }
  return undefined
}

/** Connections to this port of this machine that are open, the kit's own excepted. */
export function findConnectionsTo(port: number): readonly Pick<ClientEnd, 'findOrigin'>[] {
  return [...sockets.values()]
    .filter(({ handle }) => portOf(handle.deref(), 'getpeername') === port)
    .map(({ stacks }) => ({ findOrigin: () => firstOrigin(stacks) }))
}

/** The ports of clients in this process that are connected to `serverPort` and read what comes from there. */
export function findClientPorts(serverPort: number): number[] {
  return [...sockets.values()].flatMap((socket) => {
    const ports = findPorts(socket)
    return ports?.peer === serverPort && isReading(socket.handle.deref()) ? [ports.own] : []
  })
}

function isReading(handle: SocketHandle | undefined): boolean {
  return handle?.reading === true && isOpen(handle)
}

function isOpen(handle: SocketHandle | undefined): boolean {
  return handle?.fd === undefined ? portOf(handle, 'getsockname') !== undefined : handle.fd >= 0
}

function findPorts(socket: WatchedSocket): WatchedSocket['ports'] {
  if (socket.ports && isOpen(socket.handle.deref())) return socket.ports
  const handle = socket.handle.deref()
  const own = portOf(handle, 'getsockname')
  const peer = portOf(handle, 'getpeername')
  if (own === undefined || peer === undefined) return undefined
  socket.ports = { own, peer }
  return socket.ports
}

function portOf(handle: SocketHandle | undefined, name: 'getsockname' | 'getpeername'): number | undefined {
  const address: { port?: number } = {}
  return handle?.[name]?.(address) === 0 ? address.port : undefined
}

function countBytes(handle: SocketHandle | undefined): { read: number; written: number } | undefined {
  const { bytesRead, bytesWritten } = handle ?? {}
  return bytesRead === undefined || bytesWritten === undefined ? undefined : { read: bytesRead, written: bytesWritten }
}

function stopWatching(): void {
  watchers -= 1
  if (watchers > 0) return
  hook.disable()
  awaited.clear()
  recentTicks.clear()
  sockets.clear()
}

function isShort({ _idleTimeout: durationMs = 0, _repeat: repeat }: TimerResource): boolean {
  return durationMs <= longestAwaitedMs && !repeat
}

function forget(id: number): void {
  awaited.delete(id)
  recentTicks.delete(id)
}

/** Some libraries connect on the next tick: then the stack of whoever asked for that tick tells more. */
function socketStacks(): Stack[] {
  const tick = recentTicks.get(executionAsyncId())
  return tick ? [captureStack(40), tick] : [captureStack(40)]
}

function firstOrigin(stacks: readonly Stack[]): Origin | undefined {
  for (const stack of stacks) {
    const origin = findOrigin(stack)
    if (origin) return origin
  }
  return undefined
}

import { randomBytes } from 'node:crypto'
import { claimKeeperRole } from './claim-keeper-role.ts'
import { Keeper } from './keeper.ts'
import { listen } from './keeper-listener.ts'
import { findKeeperState, removeKeeperState, saveKeeperState } from './keeper-state.ts'
import { protocolVersion } from './protocol.ts'

// The program that runs detached from every command. It is not imported by anything.

const hourMs = 3_600_000
const watchEveryMs = 2000
const idleMs = Number(process.env['KATA_KEEPER_IDLE_MS']) || hourMs

async function main(): Promise<void> {
  const token = randomBytes(24).toString('hex')
  const ready = Promise.withResolvers<void>()
  let port = 0
  const keeper = new Keeper({
    idleMs,
    save: (owned) => {
      const identity = { protocol: protocolVersion, processId: process.pid, port, token }
      if (isStillKeeper(token)) saveKeeperState({ ...identity, ...owned })
    },
  })
  const leave = () => {
    if (isStillKeeper(token)) removeKeeperState()
  }
  // A moment for the last answer to go out, and not for another request to come in.
  const retire = () => {
    leave()
    setImmediate(() => listener.close())
    setTimeout(() => process.exit(0), 20)
  }
  const listener = await listen({ token, keeper, ready: ready.promise, retire })
  port = listener.port
  const owned = await claimKeeperRole({ port, token })
  if (!owned) process.exit(0)
  await keeper.adopt(owned)
  ready.resolve()
  const end = () => {
    listener.close()
    leave()
    void keeper.stop().finally(() => process.exit(0))
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
  watch(keeper, token, end)
}

/** Ends when nobody has asked for anything for long, when the data folder is gone, or when another took over. */
function watch(keeper: Keeper, token: string, end: () => void): void {
  const timer = setInterval(
    () => {
      const state = findKeeperState()
      if (state && state.token !== token) process.exit(0)
      if (state && keeper.stopsInMs > 0) return
      clearInterval(timer)
      end()
    },
    Math.min(watchEveryMs, idleMs),
  )
}

function isStillKeeper(token: string): boolean {
  return findKeeperState()?.token === token
}

await main()

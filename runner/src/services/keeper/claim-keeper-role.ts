import { lock } from 'proper-lockfile'
import { KeeperConnection } from '../client/keeper-connection.ts'
import { readCommandLine } from '../local/own-process.ts'
import { findKeeperState, type KeeperState, makeServicesFolder, ownedBy, saveKeeperState } from './keeper-state.ts'
import { protocolVersion } from './protocol.ts'

/** Part of the command line of every keeper, by which one that hangs is recognised. */
const keeperMark = 'keeper-process'

/**
 * Makes this process the keeper, unless another one answers; then undefined. The lock is held only while deciding,
 * so that a killed keeper leaves no lock behind that somebody has to wait for.
 */
export async function claimKeeperRole(
  claim: Pick<KeeperState, 'port' | 'token'>,
): Promise<Pick<KeeperState, 'servers' | 'kept'> | undefined> {
  const folder = makeServicesFolder()
  const lockfilePath = `${folder}/keeper.lock`
  const release = await lock(folder, { lockfilePath, retries: { retries: 300, minTimeout: 20, maxTimeout: 50 } })
  try {
    const earlier = findKeeperState()
    if (earlier && (await answers(earlier))) return undefined
    if (earlier) await killIfItHangs(earlier.processId)
    const owned = ownedBy(earlier)
    saveKeeperState({ protocol: protocolVersion, processId: process.pid, ...claim, ...pickOwned(owned) })
    return owned
  } finally {
    await release()
  }
}

async function answers(state: KeeperState): Promise<boolean> {
  const found = await KeeperConnection.open(state)
  found?.connection.close()
  return found !== undefined
}

function pickOwned({ servers, kept }: Pick<KeeperState, 'servers' | 'kept'>): Pick<KeeperState, 'servers' | 'kept'> {
  return { servers, kept }
}

async function killIfItHangs(processId: number): Promise<void> {
  if (!(await readCommandLine(processId)).includes(keeperMark)) return
  process.kill(processId, 'SIGKILL')
}

import type { PostgresMachine } from 'loadbearing/drill'

/** Where the script of the drill's folder is put on each machine. */
export const wipeScript = '/var/lib/postgresql/wipe-replica.sh'

const limitSeconds = 60
/** Of what a server never removes by itself, unlike WAL, caches and temporary files. */
const countFiles =
  'find "$PGDATA/base" "$PGDATA/global" "$PGDATA/PG_VERSION" -type f 2> /dev/null | grep -vc pg_internal || true'
const countAll = 'find "$PGDATA" -type f 2> /dev/null | wc -l'

/** What the script did to a data folder. */
export interface Wiped {
  readonly exitCode: number
  /** Files of the cluster which are gone. */
  readonly lost: number
  /** Files of any kind which are still there. */
  readonly left: number
  /** Whether a server answers afterwards. */
  readonly doesAnswer: boolean
  /** Its last words. */
  readonly output: string
}

/** Runs the script on a machine, as a person would there. */
export async function tryWipe({ machine }: PostgresMachine): Promise<Wiped> {
  const before = Number(await machine.must(countFiles))
  const { exitCode, output } = await machine.runProgram(wipeScript, limitSeconds)
  const lost = Math.max(0, before - Number(await machine.must(countFiles)))
  const left = Number(await machine.must(countAll))
  const doesAnswer = (await machine.run('pg_isready -q')).exitCode === 0
  return { exitCode, lost, left, doesAnswer, output }
}

export interface WipeTrials {
  /** A primary that runs, on a machine that calls itself db2. */
  readonly promoted: Wiped
  /** The same, with its server down. */
  readonly stopped: Wiped
  /** A standby that runs. */
  readonly standby: Wiped
}

/** Tries the script where nothing can be lost: on a machine of the same looks, with a small cluster in each role. */
export async function tryWipes(spare: PostgresMachine, script: string): Promise<WipeTrials> {
  await spare.machine.put(wipeScript, script)
  await makeCluster(spare)
  await spare.start()
  const promoted = await tryWipe(spare)
  await (promoted.lost > 0 ? makeCluster(spare) : spare.machine.run('pg_ctl stop -m fast'))
  const stopped = await tryWipe(spare)
  if (stopped.lost > 0) await makeCluster(spare)
  await spare.machine.must('touch "$PGDATA/standby.signal"')
  await spare.start()
  const standby = await tryWipe(spare)
  await clear(spare)
  return { promoted, stopped, standby }
}

/** Whether the script would do db1 no harm. */
export function isHarmless({ promoted }: WipeTrials): boolean {
  return promoted.doesAnswer && promoted.lost === 0
}

async function makeCluster(spare: PostgresMachine): Promise<void> {
  await clear(spare)
  // A primary that was a standby once still names the primary of that time.
  await spare.initialise({ shared_buffers: '8MB', primary_conninfo: 'host=nowhere.invalid' })
}

/** A script may have removed the files below a server that runs. */
const killServers = `for process in /proc/[0-9]*; do
  case "$(readlink "$process/exe")" in */postgres*) kill -9 "\${process#/proc/}" ;; esac
done`

async function clear({ machine }: PostgresMachine): Promise<void> {
  await machine.run(`pg_ctl stop -m immediate; ${killServers}; rm -rf "$PGDATA" /tmp/.s.PGSQL*`)
}

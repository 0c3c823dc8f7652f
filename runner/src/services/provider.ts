import type { NginxProcess, NginxProcessRecord } from './nginx-process.ts'
import type { Refusals } from './server-right.ts'
import type { ProviderName, RunningService } from './service.ts'
import type { ServiceProgress } from './service-progress.ts'
import type { ServiceSettings } from './service-settings.ts'
import type { WarmServiceName } from './warm-service.ts'

/** Whether a provider can serve on this machine, found out without starting or downloading anything. */
export type Ability =
  /** `by` says with what: an image, a path, an address. `mustPull`: an image has to be downloaded first. */
  | { readonly can: true; readonly by: string; readonly mustPull: boolean; readonly lacks?: Refusals }
  /** `mend` is the command, or the sentence, that would change it. */
  | { readonly can: false; readonly reason: string; readonly mend?: string }

export interface StartOptions {
  readonly settings: ServiceSettings
  /** How many of the kind are wanted. Most services isolate their leases, and serve all from one server. */
  readonly count: number
  /** Images may be downloaded. */
  readonly pull: boolean
  readonly onProgress: (progress: ServiceProgress) => void
}

/** A warm server with what is needed to find it again after the keeper was killed. Plain data. */
export interface ServerRecord {
  readonly service: RunningService
  /** Of the superuser `postgres`, or of Redis; empty where there is none. */
  readonly password: string
  /** What it was made from: an image, a version of binaries, or the address of an external server without its password. */
  readonly madeFrom: string
  /** Where its files are, on this machine or inside its container, if a person may want to see them. */
  readonly folder?: string
  /** Only of an external server: its address as the user gave it, with the password. */
  readonly external?: string
}

/** A running server of either kind. Addresses are on loopback, except those of external servers. */
export interface WarmServer {
  readonly record: ServerRecord
  /** One cheap round trip to the server itself. */
  isAlive(): Promise<boolean>
  /**
   * Removes the server and everything it stored; of an external server only what is ours, as it is never stopped.
   * Never throws because it is already gone.
   */
  stop(): Promise<void>
  /** The last lines that it wrote. */
  readLog(): Promise<string>
}

/** One redis process as plain data. */
export interface RedisProcessRecord {
  /** Unique within its host. */
  readonly id: string
  readonly port: number
}

/** A redis process of one lease. Its address never changes. */
export interface RedisProcess {
  readonly record: RedisProcessRecord
  /** Kill without warning, as by the kernel. */
  kill(): Promise<void>
  /** Starts it anew, empty, at the same address; kills it first if it runs. */
  restart(): Promise<void>
  /** Kills it for good and gives its port back. */
  remove(): Promise<void>
}

/** A warm redis in which, or beside which, further redis processes are started. */
export interface RedisHost extends WarmServer {
  spawn(): Promise<RedisProcess>
  /** Takes over a process that an earlier keeper started; undefined when it is gone. */
  adopt(record: RedisProcessRecord): Promise<RedisProcess | undefined>
  /** Removes every process that is not listed. */
  removeOthers(kept: readonly RedisProcessRecord[]): Promise<void>
}

/** A warm nginx in whose container, or beside which, further ones are started. */
export interface NginxHost extends WarmServer {
  spawn(): Promise<NginxProcess>
  /** Takes over one that an earlier keeper started; undefined when it is gone. */
  adopt(record: NginxProcessRecord): Promise<NginxProcess | undefined>
  /** Removes every one that is not listed. */
  removeOthers(kept: readonly NginxProcessRecord[]): Promise<void>
}

/** A redis beside which nothing can be started: it is lent as a whole, to one at a time. */
export interface WholeRedis extends WarmServer {
  /** With the password. */
  readonly url: string
  /** Makes sure that it is empty, and marks what comes into it as ours. Throws EXTERNAL_SERVER_NOT_USABLE. */
  claim(): Promise<void>
  /** Whether this data folder's keeper has claimed it, or an earlier one that was killed. */
  isClaimed(): Promise<boolean>
  /** Empties it and gives it back, if it was claimed; else leaves it alone. */
  release(): Promise<void>
}

/** What a running server of each kind offers. */
export interface WarmServers {
  readonly postgres: WarmServer
  /** The primary; its standbys are in the record, and are alive and stopped with it. */
  readonly 'postgres-replica': WarmServer
  readonly redis: RedisHost | WholeRedis
  readonly kafka: WarmServer
  readonly nginx: NginxHost
}

/** How one provider comes by one service. */
export interface ServiceProvider<Server extends WarmServer = WarmServer> {
  examine(options: Pick<StartOptions, 'settings' | 'pull'>): Promise<Ability>
  start(options: StartOptions): Promise<Server>
  /** Takes over a server that an earlier keeper started; undefined when it is gone or does not answer. */
  adopt(record: ServerRecord): Promise<Server | undefined>
}

/** One way to have real servers. The keeper asks them in order; the first that can wins, per service. */
export interface Provider {
  readonly name: ProviderName
  /** What it can run at all. */
  readonly services: { readonly [Name in WarmServiceName]?: ServiceProvider<WarmServers[Name]> }
  /** Removes what earlier keepers of this data folder left behind, except what is listed. */
  removeLeftovers(kept: readonly ServerRecord[]): Promise<void>
}

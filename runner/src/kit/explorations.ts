import type { CrashPointsOptions, CrashReport, CrashSetting } from './crash-points/crash-options.ts'
import { crashPoints } from './crash-points/crash-points.ts'
import type { EvidenceRecorder } from './evidence-recorder.ts'
import {
  type Exploration,
  type InterleaveOptions,
  type InterleaveSetting,
  interleave,
} from './interleave/interleave.ts'
import { ReplaySession } from './replay/replay-session.ts'
import type { TestServers } from './servers/test-servers.ts'

interface ExplorationsSetting {
  readonly servers: TestServers
  readonly evidence: EvidenceRecorder
  /** Under which servers are kept that a person may look into. */
  readonly label: string
}

/** What a test explores, one after the other. When one of them is replayed, the others run as always. */
export class Explorations implements Disposable {
  readonly #setting: ExplorationsSetting
  readonly #replay: ReplaySession | undefined
  #calls = 0

  constructor(setting: ExplorationsSetting) {
    this.#setting = setting
    this.#replay = ReplaySession.find(setting)
  }

  interleave<Name extends string>(options: InterleaveOptions<Name>): Promise<Exploration> {
    return this.#explore((setting) => interleave(options, setting))
  }

  crashPoints<Seen extends Readonly<Record<string, number>>>(options: CrashPointsOptions<Seen>): Promise<CrashReport> {
    return this.#explore((setting) => crashPoints(options, setting))
  }

  [Symbol.dispose](): void {
    this.#replay?.[Symbol.dispose]()
  }

  #explore<T>(work: (setting: CrashSetting & InterleaveSetting) => Promise<T>): Promise<T> {
    const { servers, evidence } = this.#setting
    this.#calls += 1
    const call = this.#calls
    const replay = this.#replay?.plan.call === call ? this.#replay : undefined
    const { postgresServer: postgres, redisServer: redis, httpServers: others } = servers
    return servers.attempt(() => work({ postgres, redis, others, evidence, call, replay }))
  }
}

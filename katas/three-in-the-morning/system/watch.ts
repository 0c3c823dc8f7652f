import { get } from 'node:http'
import type { Admin } from 'kafkajs'
import type { DrillStage } from 'loadbearing/drill'

/** What a server of the shop says of itself at /metrics. */
interface ServerMetrics {
  readonly hits: number
  readonly misses: number
  readonly refused: number
  readonly size: number
  readonly used: number
  readonly waiting: number
}

export interface WatchedServer {
  /** Absent when it does not answer. */
  readonly metrics?: ServerMetrics
  readonly isHealthy: boolean
}

interface Setting {
  readonly ports: readonly number[]
  readonly admin: Admin
  readonly topic: string
  readonly group: string
}

const beatMs = 500
const healthLimitMs = 500
const patienceMs = 10_000

/** Looks at the shop twice a second, as its monitoring does. */
export class Watch {
  readonly #setting: Setting
  servers: readonly WatchedServer[] = []
  /** Parcels that the worker has not worked on. */
  lag = 0
  hitRate: number | undefined
  #before = { hits: 0, misses: 0 }

  private constructor(setting: Setting) {
    this.#setting = setting
  }

  static async start(stage: DrillStage, setting: Setting): Promise<Watch> {
    const watch = new Watch(setting)
    const timer = setInterval(() => void watch.#look(), beatMs)
    stage.onEnd(() => clearInterval(timer))
    return watch
  }

  get isPoolFull(): boolean {
    return this.running.some(({ metrics }) => metrics !== undefined && metrics.waiting > 0)
  }

  /** Those that run now: settings.json says how many. */
  get running(): readonly WatchedServer[] {
    return this.servers.filter(({ metrics }) => metrics !== undefined)
  }

  async readLag(): Promise<number> {
    const { topic, group, admin } = this.#setting
    const [ends, committed] = await Promise.all([
      admin.fetchTopicOffsets(topic),
      admin.fetchOffsets({ groupId: group, topics: [topic] }),
    ])
    const end = Number(ends[0]?.high ?? 0)
    const done = Math.max(0, Number(committed[0]?.partitions[0]?.offset ?? 0))
    return end - done
  }

  async #look(): Promise<void> {
    const [servers, lag] = await Promise.all([
      Promise.all(this.#setting.ports.map((port) => lookAt(port))),
      this.readLag().catch(() => this.lag),
    ])
    this.servers = servers
    this.lag = lag
    const now = { hits: this.#sum('hits'), misses: this.#sum('misses') }
    const [hits, misses] = [now.hits - this.#before.hits, now.misses - this.#before.misses]
    this.#before = now
    if (hits >= 0 && misses >= 0 && hits + misses > 0) this.hitRate = hits / (hits + misses)
  }

  #sum(name: 'hits' | 'misses'): number {
    return this.servers.reduce((sum, { metrics }) => sum + (metrics?.[name] ?? 0), 0)
  }
}

/** What the servers on these ports say of themselves, in their own time; absent where one does not answer. */
export function readMetrics(ports: readonly number[]): Promise<(ServerMetrics | undefined)[]> {
  return Promise.all(
    ports.map(async (port) => {
      const text = await ask(port, '/metrics', patienceMs)
      return text === undefined ? undefined : JSON.parse(text)
    }),
  )
}

/** Whether the server on this port says that it is well, in its own time. */
export async function isHealthy(port: number): Promise<boolean> {
  return (await ask(port, '/health', patienceMs)) !== undefined
}

async function lookAt(port: number): Promise<WatchedServer> {
  const [metrics, health] = await Promise.all([ask(port, '/metrics'), ask(port, '/health')])
  if (metrics === undefined) return { isHealthy: false }
  return { metrics: JSON.parse(metrics), isHealthy: health !== undefined }
}

function ask(port: number, path: string, withinMs = healthLimitMs): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('close', () => resolve(response.statusCode === 200 ? text : undefined))
    })
    request.setTimeout(withinMs, () => request.destroy())
    request.on('error', () => resolve(undefined))
  })
}

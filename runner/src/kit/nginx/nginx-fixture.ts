import { findFreePort } from '../../services/find-free-port.ts'
import type { NginxLease } from '../../services/lease.ts'
import { EditedFile } from '../edited-file.ts'
import { asKit } from '../origin/async-watch.ts'
import type { NginxAnswer, NginxClient, NginxRequestOptions } from './nginx-client.ts'
import { findOwnPorts, placeConfiguration } from './place-configuration.ts'
import { refuseConfiguration } from './refuse-configuration.ts'
import { type LoggedRequest, requestLogConfiguration, requestsFile } from './request-log.ts'
import { RequestLog } from './request-log-reader.ts'

/** Whatever listens on 127.0.0.1: a server of the `http` fixture, for instance. */
export interface NginxApp {
  /** `http://127.0.0.1:40123` */
  readonly url: string
}

/** The names by which a configuration calls what it balances. */
export interface NginxSite {
  /**
   * From a name with a port to what answers there.
   * @example { apps: { 'app-1:8080': first, 'app-2:8080': second } }
   */
  readonly apps: Readonly<Record<string, NginxApp>>
}

interface NginxSetting {
  readonly lease: NginxLease
  readonly client: NginxClient
}

/**
 * A real nginx of its own, with one worker, which serves nothing before `start`. It needs no rights of anybody: it runs
 * as an unprivileged user on loopback. `settled()` does not look into it; await the answers.
 */
export class NginxFixture {
  /** Where `listen 80` is: `http://127.0.0.1:23456`. For clients of the test's own; their lines in the log are not waited for. */
  readonly url: string
  /** As the server says: `1.22.1`. */
  readonly version: string
  readonly #setting: NginxSetting
  readonly #log: RequestLog
  /** From addresses to the names of the last configuration. */
  #names: ReadonlyMap<string, string> = new Map()

  constructor(setting: NginxSetting) {
    this.url = setting.lease.url
    this.version = setting.lease.version
    this.#setting = setting
    this.#log = new RequestLog((fromByte) => setting.lease.readFile(requestsFile, fromByte), this.#nameOf)
  }

  readonly #nameOf = (address: string): string => this.#names.get(address) ?? address

  /**
   * Starts nginx by a configuration at the level of `http`, as files in `conf.d` are: `upstream` and `server` blocks.
   * In it `listen 80` is the address that `url` and `request` lead to, other ports of `listen` are nginx's own, and apps
   * have the names of `site`. Its `access_log` and `error_log` go to the kit, whatever they say; a relative path is
   * inside a folder of this nginx alone. Started again, it forgets all that it knew of its apps.
   *
   * @throws RefusedFile in the words of nginx and with the line in the file, when nginx does not accept it
   * @example
   * const app = await http.server('app-1', () => ({ text: 'here' }))
   * await nginx.start(learnerFile('shop.conf'), { apps: { 'app-1:8080': app } })
   * expect((await nginx.request('/')).status).toBe(200)
   */
  async start(configuration: EditedFile | string, site: NginxSite): Promise<void> {
    await this.#apply('start', configuration, site)
  }

  /**
   * Gives the running nginx another configuration. Requests in flight end by the old one; when it resolves, new
   * connections meet the new one.
   *
   * @throws RefusedFile as `start` does; then nginx goes on by the old one
   */
  async reload(configuration: EditedFile | string, site: NginxSite): Promise<void> {
    await this.#apply('reload', configuration, site)
  }

  /** Ends nginx at once. Clients see their connections close, and new ones are refused until `start`. */
  async stop(): Promise<void> {
    await this.#setting.lease.stop()
  }

  /**
   * Sends a request over a connection of its own, and waits for the answer. It never rejects: a client that gets no
   * answer has an answer without a status.
   * @example const { status } = await nginx.request('/orders', { method: 'POST', body: '{"amount":50}' })
   * @example const { durationMs } = await nginx.request('/', { giveUpAfterMs: 10_000 })
   */
  request(path: string, options: NginxRequestOptions = {}): Promise<NginxAnswer> {
    return this.#setting.client.send(path, options)
  }

  /**
   * The access log since the test began or `forgetAccessLog()`, in the order in which requests ended. nginx writes a line
   * after the client has its answer; this waits for the lines of all requests that `request` got an answer to.
   * @example
   * const [line] = await nginx.accessLog()
   * // A timeout at one app, then an answer by another:
   * expect(line?.attempts.map(({ app, status }) => [app, status])).toEqual([['app-1:8080', 504], ['app-2:8080', 200]])
   */
  async accessLog(): Promise<readonly LoggedRequest[]> {
    return asKit(() => this.#log.read(this.#setting.client.answered))
  }

  /** What was logged so far is left out from now on. */
  async forgetAccessLog(): Promise<void> {
    await this.accessLog()
    this.#log.forget()
  }

  /** The lines of the error log from the level `warn` on, apps by their names, since nginx was leased. */
  async errorLog(): Promise<readonly string[]> {
    const text = await this.#setting.lease.readFile('error.log', 0)
    const lines = text.split('\n').filter((line) => /\[(?:warn|error|crit|alert|emerg)\]/.test(line))
    return lines.map((line) => line.replaceAll(/[\w.-]+:\d+/g, this.#nameOf))
  }

  async #apply(how: 'start' | 'reload', configuration: EditedFile | string, { apps }: NginxSite): Promise<void> {
    const file =
      typeof configuration === 'string' ? new EditedFile('site.conf', 'site.conf', configuration) : configuration
    const { lease } = this.#setting
    const own = await Promise.all(findOwnPorts(file.text).map(async (port) => [port, await findFreeAddress()] as const))
    const named = Object.entries(apps).map(
      ([name, { url }]) => [name, `${lease.appHost}:${new URL(url).port}`] as const,
    )
    const placed = placeConfiguration(file.text, { listen: lease.listen, apps: new Map(named), own: new Map(own) })
    this.#names = new Map(named.map(([name, address]) => [address, name]))
    const complaint = await lease[how]([
      ['kata-log.conf', requestLogConfiguration],
      [file.name, placed],
    ])
    if (complaint !== undefined) throw refuseConfiguration(complaint, file, this.#nameOf)
  }
}

async function findFreeAddress(): Promise<string> {
  return `127.0.0.1:${await findFreePort()}`
}

import { GenericContainer } from 'testcontainers'

/** Testcontainers publishes ports on every address of the machine; ours are for this machine only. */
export class LoopbackContainer extends GenericContainer {
  #hostPorts: Readonly<Record<string, number>> = {}

  /** Ports of this machine for some of the ports inside; the others get free ones. */
  withHostPorts(hostPorts: Readonly<Record<string, number>>): this {
    this.#hostPorts = hostPorts
    return this
  }

  protected override async beforeContainerCreated(): Promise<void> {
    const ports = Object.keys(this.hostConfig.PortBindings ?? {})
    this.hostConfig.PortBindings = Object.fromEntries(
      ports.map((port) => [port, [{ HostIp: '127.0.0.1', HostPort: this.#hostPortOf(port) }]]),
    )
    // Reaps what was killed inside, which a shell as first process would not.
    this.hostConfig.Init = true
    this.hostConfig.ShmSize = 256 * 1024 * 1024
  }

  /** `port` as the engine writes it: `9092/tcp`. */
  #hostPortOf(port: string): string {
    return `${this.#hostPorts[Number.parseInt(port, 10)] ?? ''}`
  }
}

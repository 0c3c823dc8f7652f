import { GenericContainer } from 'testcontainers'

/** Testcontainers publishes ports on every address of the machine; ours are for this machine only. */
export class LoopbackContainer extends GenericContainer {
  protected override async beforeContainerCreated(): Promise<void> {
    const ports = Object.keys(this.hostConfig.PortBindings ?? {})
    this.hostConfig.PortBindings = Object.fromEntries(
      ports.map((port) => [port, [{ HostIp: '127.0.0.1', HostPort: '' }]]),
    )
    // Reaps what was killed inside, which a shell as first process would not.
    this.hostConfig.Init = true
    this.hostConfig.ShmSize = 256 * 1024 * 1024
  }
}

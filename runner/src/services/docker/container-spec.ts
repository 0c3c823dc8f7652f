/** All that is needed to start one container. Travels by standard input, as it holds a password. */
export interface ContainerSpec {
  readonly image: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  readonly user: string
  readonly entrypoint: readonly string[]
  /** Ports inside the container; each gets a free port on 127.0.0.1, unless `hostPorts` names one. */
  readonly ports: readonly number[]
  /** For a server that has to know its port on 127.0.0.1 before it starts. */
  readonly hostPorts?: Readonly<Record<number, number>>
  /** `host`: the engine's own network in place of one for the container, which needs no ports. Absent: its own. */
  readonly network?: 'host'
  /** A name by which what runs inside reaches this machine. */
  readonly machineName?: string
  /** A folder that is held in memory and is empty whenever the container starts. Absent: everything is on disk. */
  readonly inMemory?: { readonly folder: string; readonly mostBytes: number }
  /** The line by which it says that it is ready. */
  readonly readyPattern: string
  readonly startLimitMs: number
}

export interface StartedContainer {
  readonly containerId: string
  /** From a port inside to its port on 127.0.0.1. */
  readonly hostPorts: Readonly<Record<string, number>>
}

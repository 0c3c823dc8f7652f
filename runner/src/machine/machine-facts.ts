import type { ServiceDiagnosis } from '../services/diagnose-providers.ts'
import type { EngineAttempt } from '../services/docker/find-engine.ts'
import type { WarmServiceName } from '../services/warm-service.ts'

/** All that is known of a machine before anything is judged. Plain data, so that any machine can be written down. */
export interface MachineFacts {
  readonly platform: NodeJS.Platform
  readonly node: NodeFacts
  /** Absent when none can be used. */
  readonly engine?: EngineFacts
  /** Every way that was tried to reach an engine; empty when the first one led to it. */
  readonly attempts: readonly EngineAttempt[]
  readonly services: readonly ServiceDiagnosis[]
  readonly commands: KnownCommands
  readonly disk: DiskFacts
  readonly memory: { readonly freeBytes: number; readonly totalBytes: number }
  readonly ports: PortFacts
  readonly proxy: ProxyFacts
  readonly vitest: VitestFacts
  /** Slugs of the course's katas that need a service, from the course itself. */
  readonly katas: Readonly<Record<WarmServiceName, readonly string[]>>
}

export interface NodeFacts {
  /** Of the Node that runs this program. */
  readonly version: string
  readonly arch: string
  readonly cores: number
  /** Whether macOS translates this Node for another processor. */
  readonly isTranslated: boolean
  /** The first Node on PATH that is not the pinned one: an editor runs tests on it. */
  readonly ofShell?: { readonly file: string; readonly version: string }
}

export interface EngineFacts {
  readonly foundBy: string
  readonly version: string
  /** In Node's words: `x64`, `arm64`. */
  readonly arch: string
  readonly osType: string
  readonly operatingSystem: string
  readonly isRootless: boolean
  /** Whether it runs in the kernel of this machine, and not in a virtual machine. */
  readonly isOnThisMachine: boolean
  readonly memoryBytes: number
  /** How far its clock is ahead of this machine's; behind when negative. */
  readonly clockAheadMs: number
  readonly hasProxy: boolean
  /** Of its data, where that can be seen from here. */
  readonly disk?: { readonly folder: string; readonly freeBytes: number }
  readonly pausedContainers: readonly PausedContainer[]
  /** Images that would be used and are there. */
  readonly images: readonly ImageFacts[]
}

export interface PausedContainer {
  readonly id: string
  readonly name: string
  readonly service: string
}

export interface ImageFacts {
  readonly service: WarmServiceName
  readonly image: string
  readonly arch: string
}

export interface KnownCommands {
  /** What starts an engine that is installed and does not run; absent when none was found. */
  readonly startEngine?: string
  /** What lets a stopped or paused engine go on. */
  readonly wakeEngine?: string
  /** What makes a server available without an engine, by service; absent where none is known. */
  readonly install: Readonly<Partial<Record<WarmServiceName, string>>>
  /** The distribution's package that `--fix` may install by itself, by service. */
  readonly packages: Readonly<Partial<Record<WarmServiceName, string>>>
  /** What puts a current Node on PATH. */
  readonly installNode: string
  /** Whether the group lists this user, which a shell that is older does not know yet. */
  readonly isInDockerGroup: boolean
}

export interface DiskFacts {
  readonly folder: string
  readonly freeBytes: number
  /** Why the folder does not take a few bytes. */
  readonly trouble?: string
}

export interface PortFacts {
  /** Ports of docker-compose.yml that something else holds. */
  readonly taken: readonly TakenPort[]
  /** Of the ports that servers are started on: how many were tried, and how many of them were free. */
  readonly tried: number
  readonly free: number
}

export interface TakenPort {
  readonly port: number
  readonly service: WarmServiceName
  /** The variable that moves docker-compose.yml's server elsewhere. */
  readonly variable: string
  /** Such as `postgres (process 4711)`; absent when it can't be known. */
  readonly holder?: string
}

export interface ProxyFacts {
  /** The variables that are set and name a proxy. */
  readonly variables: readonly string[]
  /** Whether NO_PROXY leaves out 127.0.0.1 and localhost. */
  readonly isLoopbackExempt: boolean
  /** What NO_PROXY holds now. */
  readonly noProxy: string
  /** Whether Node's own clients are told to use it. */
  readonly isUsedByNode: boolean
}

export interface VitestFacts {
  readonly kit: VitestCopy
  /** What a test in the workspace would find; absent where there is no workspace. */
  readonly workspace?: VitestCopy & { readonly workspaceFolder: string }
}

export interface VitestCopy {
  readonly version: string
  readonly folder: string
}

import type { Leak } from '../leaks/leak.ts'

/** A leased server with all that the kit put around it. */
export interface OpenServer<Fixture, Server> {
  readonly fixture: Fixture
  /** What other parts of the kit need of it. */
  readonly server: Server
  /** Ends what the kit made. Returns what others opened and did not close; their connections are cut off. */
  close(): Promise<Leak[]>
  /** What the learner's clients of it reported, for a person who asks why a test failed. */
  lastWords?(): readonly string[]
  /** Throws SERVICE_LOST when the server is gone, unless the test itself ended it. */
  assertAlive(): Promise<void>
  keepForInspection(label: string): Promise<void>
  /** Gives the lease back. */
  release(): Promise<void>
}

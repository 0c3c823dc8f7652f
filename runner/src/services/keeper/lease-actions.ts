import type { NginxComplaint, NginxFiles } from '../nginx-process.ts'

/** What the holder of a lease can ask the keeper to do with it; each kind of lease knows some of them. Plain data in and out. */
export interface LeaseActions {
  /** SIGKILL of the leased process. */
  kill(): Promise<null>
  /** Starts the leased process again, empty, at the same address. */
  restart(): Promise<null>
  /** Starts the leased nginx anew by these files. Null when it runs by them, else what it says against them. */
  startNginx(files: NginxFiles): Promise<NginxAnswer>
  /** Makes the leased nginx read these files while it goes on serving. */
  reloadNginx(files: NginxFiles): Promise<NginxAnswer>
  /** Ends the leased process at once, on purpose. */
  stop(): Promise<null>
  /** The text of a file of the leased process from this byte on; empty when there is none. */
  readFile(name: string, fromByte: number): Promise<string>
}

/** JSON has no undefined. */
type NginxAnswer = Exclude<NginxComplaint, undefined> | null

export type LeaseAction = keyof LeaseActions

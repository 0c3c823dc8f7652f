/** One nginx process as plain data. */
export interface NginxProcessRecord {
  /** Unique within its host. */
  readonly id: string
  /** On 127.0.0.1 of this machine. */
  readonly port: number
}

/** What somebody who writes a configuration for it, or looks into it, has to know of an nginx. */
export interface NginxPlace {
  /** What `listen` must say, so that the process is reached at the port of its record. */
  readonly listen: string
  /** The address of this machine, as nginx sees it: it leads to what listens on 127.0.0.1 here. */
  readonly appHost: string
  /** Where its configuration and its logs are: on this machine, or inside its container. */
  readonly folder: string
}

/** Texts of configuration by file name, in the order in which nginx reads them, each at the level of `http`. */
export type NginxFiles = readonly (readonly [name: string, text: string])[]

/** What came of a configuration: undefined when nginx runs by it, else what nginx said against it. */
export type NginxComplaint = string | undefined

/** An nginx of one lease. Its address never changes. */
export interface NginxProcess {
  readonly record: NginxProcessRecord
  readonly place: NginxPlace
  /** Starts it anew by these files; whoever was connected is cut off. When nginx refuses them, it stays as it was. */
  start(files: NginxFiles): Promise<NginxComplaint>
  /** Makes the running process read these files. When it returns, only workers with the new configuration accept. */
  reload(files: NginxFiles): Promise<NginxComplaint>
  /** Ends it at once; its address refuses until `start`. Its files stay. */
  stop(): Promise<void>
  /** The text of a file of its folder from byte `fromByte` on; empty when there is no such file. */
  readFile(name: string, fromByte: number): Promise<string>
  /** Ends it for good and removes its files. */
  remove(): Promise<void>
}

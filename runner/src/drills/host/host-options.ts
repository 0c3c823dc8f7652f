/** What the host is told when it is started, as its only argument, in JSON. */
export interface HostOptions {
  /** Slug. */
  readonly drill: string
  /** The module that describes it. */
  readonly definitionFile: string
  /** The files of the running system. */
  readonly folder: string
  /** For logs; removed at the end. */
  readonly temporaryFolder: string
  /** In the gate: what takes the person's place. */
  readonly playbookFile?: string
  /** For a person: where the timeline is kept. */
  readonly timelineFile?: string
}

/** What the host tells the process that started it. */
export type HostMessage =
  | { readonly type: 'address'; readonly port: number; readonly token: string }
  /** Struck, and in the gate acted upon. */
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly code: string; readonly message: string; readonly hint: string }

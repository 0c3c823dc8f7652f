/** The learner's folder. Everything that a learner made lies here, and nothing of the course is edited elsewhere. */
export interface Workspace {
  /** Absolute path. */
  readonly folder: string
  /** Absolute path of the event log. */
  readonly progressFile: string
  /** Absolute path of the folder that keeps what resets took away. */
  readonly attemptsFolder: string
  /** Where events and attempts are kept a second time, so that `git clean -fdx` in a clone loses nothing. */
  readonly mirrorFolder?: string
}

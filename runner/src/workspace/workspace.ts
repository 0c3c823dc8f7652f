/** The learner's folder. Everything that a learner made lies here, and nothing of the course is edited elsewhere. */
export interface Workspace {
  /** Absolute path. */
  readonly folder: string
  /** Absolute path of the event log. */
  readonly progressFile: string
  /** Absolute path of the folder that keeps the learner's versions. */
  readonly attemptsFolder: string
  /** Where events and versions are kept a second time, so that `git clean -fdx` in a clone loses nothing. */
  readonly mirrorFolder?: string
  /** It is the `workspace/` of a clone, which goes on where another clone of this user stopped. */
  readonly isOfClone?: boolean
}

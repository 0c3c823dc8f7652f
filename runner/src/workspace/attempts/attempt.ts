/** A version of the learner's files for one kata, kept whole below `attempts/<kata>/`. */
export interface Attempt {
  /** The kata's name; of a stage the build's, whose stages share a folder. */
  readonly kata: string
  /** Of its folder: the time at which it was kept, and the beginning of the fingerprint of its files. */
  readonly name: string
  /** Absolute path of its folder. */
  readonly folder: string
}

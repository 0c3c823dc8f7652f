/** The learner's claims about a build: the name of the file in their folder. */
export const sheetName = 'design-sheet.ts'

/** The place of a kata in the build of which it is a stage. */
export interface BuildStage {
  /** Name of the build, and of the folder in the workspace that its stages share. */
  readonly build: string
  /** From 1. */
  readonly number: number
  /** Every stage of the build in order, this one included. */
  readonly stages: readonly StageFiles[]
}

/** What other stages have to know of one. Paths are absolute. */
export interface StageFiles {
  readonly slug: string
  readonly title: string
  /** `katas/<slug>`. */
  readonly folder: string
  /** What a learner who begins here edits: of the first stage its starter, else the reference of the stage before. */
  readonly starterFile: string
  /** The design sheet of such a learner, likewise. */
  readonly sheetFile: string
  /** Name, without folder. */
  readonly testName: string
  readonly testFile: string
  readonly timeoutSeconds: number
}

import type { BuildStage } from './build.ts'
import type { KataMetadata } from './kata-metadata.ts'

/** One kata: what kata.json says and where its files lie. The texts are read on demand, by `loadKataTexts`. */
export interface Kata extends Omit<KataMetadata, '$schema' | 'id' | 'starter'> {
  /** The permanent name; also the name of its folder. */
  readonly slug: string
  /** Absolute path of `katas/<slug>`. */
  readonly folder: string
  /** Name, without folder, of the file that the learner edits. */
  readonly starterName: string
  /** Absolute path of the starter. Of a later stage of a build: the reference of the stage before. */
  readonly starterFile: string
  /** Name, without folder, of the test. */
  readonly testName: string
  /** Absolute path of the pristine test. */
  readonly testFile: string
  /** Its place in a build; only of the kind `build-stage`. */
  readonly stage?: BuildStage
}

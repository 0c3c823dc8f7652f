import { type FileProblem, pointAtFile } from './point-at-file.ts'

/**
 * The server can't make sense of the learner's file: a syntax error, a column that isn't there. Runners know it by its
 * name and say that the file was not accepted, instead of that a constraint broke.
 */
export class RefusedFile extends Error {
  override readonly name = 'RefusedFile'

  constructor(problem: FileProblem) {
    super(problem.message)
    this.stack = pointAtFile(this, problem)
  }
}

import { type FileProblem, pointAtFile } from './point-at-file.ts'

/**
 * The server understood the learner's file and could not do what it says: a duplicate key, a division by zero. Like an
 * error that the learner's TypeScript throws, it fails the test, with its place.
 */
export class FailedFile extends Error {
  constructor(problem: FileProblem) {
    super(problem.message)
    this.stack = pointAtFile(this, problem)
  }
}

/**
 * What a fixture throws when the code under test breaks its constraint. Bears the name by which runners know a failed
 * assertion, and no more: Node's own AssertionError carries fields that reporters would show as a difference.
 */
export class AssertionFailure extends Error {
  override readonly name = 'AssertionError'

  /** With `like`, the stack points to where that error was thrown. */
  constructor(message: string, like?: unknown) {
    super(message)
    if (like instanceof Error && like.stack) this.stack = `${this.name}: ${message}\n${framesOf(like.stack)}`
  }
}

function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}

/**
 * How a learner's TypeScript is checked: strict enough to help, and without rules that a learner would have to work
 * around. The editor, the note beside a verdict and the author's gate all start from it, so that they agree.
 */
export const learnerCompilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'esnext.disposable'],
  module: 'nodenext',
  types: ['node'],
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  skipLibCheck: true,
}

/** Makes the package's own name mean its TypeScript sources, as it does in a clone. */
export const sourceConditions = { customConditions: ['source'] }

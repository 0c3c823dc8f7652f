import type { Verdict } from '../../runs/verdict.ts'

/** A verdict in a few words, for what an author got. */
export function describeVerdict(verdict: Verdict): string {
  switch (verdict.state) {
    case 'passed':
      return 'all tests passed'
    case 'failed':
      return `"${verdict.failedTest}"${ofStage(verdict)} failed: ${verdict.message}`
    case 'did-not-compile':
      return `it did not compile: ${verdict.message}`
    case 'timed-out':
      return `no end within ${verdict.limitSeconds} s${during(verdict.runningTest)}`
    case 'crashed':
      return `a crash${during(verdict.runningTest)}: ${verdict.message}`
    case 'undecided':
      return `no verdict: ${verdict.message}`
  }
}

function during(test: string | undefined): string {
  return test === undefined ? '' : ` in "${test}"`
}

function ofStage({ kata, brokenStage }: Verdict): string {
  return brokenStage === undefined || brokenStage === kata ? '' : ` of the stage ${brokenStage}`
}

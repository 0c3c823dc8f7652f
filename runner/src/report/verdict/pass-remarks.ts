/** What there is to say when a kata was passed from its starter. */
export interface PassRemarks {
  /** Runs on the way that failed as one of the course's wrong solutions does, and as no other. */
  readonly sameFailures: readonly {
    readonly name: string
    readonly runs: readonly number[]
    /** Absolute path of the wrong solution, where it can be read. */
    readonly file?: string
  }[]
  readonly comesBackInDays?: number
  /** The kata was begun to stand for others; without any when help was taken on the way. */
  readonly testOut?: { readonly chapter: string; readonly katas: readonly string[] }
}

/** In sentences. `show` shortens a path. */
export function tellRemarks(remarks: PassRemarks, show: (path: string) => string): string[] {
  const { sameFailures, comesBackInDays, testOut } = remarks
  return [
    ...sameFailures.map(({ name, runs, file }) => {
      // No full stop behind a path, which is copied or clicked on.
      const where = file === undefined ? '.' : `: ${show(file)}`
      return `${countRuns(runs)} failed the same way as ${name}, a wrong solution that the course keeps${where}`
    }),
    ...(testOut === undefined ? [] : [tellTestOut(testOut)]),
    ...(comesBackInDays === undefined ? [] : [`It comes back for review in ${countDays(comesBackInDays)}.`]),
  ]
}

const mostNamed = 4

function countRuns(runs: readonly number[]): string {
  if (runs.length === 1) return `Run ${runs[0]}`
  if (runs.length > mostNamed) return `${runs.length} runs, the first of them run ${runs[0]},`
  return `Runs ${runs.slice(0, -1).join(', ')} and ${runs.at(-1)}`
}

function tellTestOut({ chapter, katas }: NonNullable<PassRemarks['testOut']>): string {
  return katas.length === 0
    ? `It was passed with help, so it stands for itself alone. To try without: kata testout ${chapter}`
    : `Tested out with it: ${katas.join(', ')}.`
}

function countDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}

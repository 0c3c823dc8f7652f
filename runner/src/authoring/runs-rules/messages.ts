import { type MessageSnapshot, parseSnapshots } from '../../course/message-snapshots.ts'
import type { Unruled } from '../problem.ts'
import { variantName, wrongFiles } from '../sources/variant-files.ts'
import { readWrongHeader } from '../sources/wrong-header.ts'
import type { KataRuns } from '../variants/variant-run.ts'

const snapshotFile = 'wrong/messages.snap'

/** What each wrong solution that failed as named tells a learner now. */
export function takeSnapshots({ kata, first }: KataRuns): MessageSnapshot[] {
  return first.flatMap(({ variant, verdict }) => {
    if (variant.kind !== 'wrong' || verdict.state !== 'failed') return []
    const { fails, hint = '' } = readWrongHeader(kata.files.get(variant.path) ?? '')
    if (fails !== verdict.failedTest) return []
    return [{ name: variant.name, fails, hint, message: verdict.message.trim() }]
  })
}

/** What the learner would read equals the reviewed snapshot, and the snapshot holds nothing else. */
export function checkMessages(runs: KataRuns): Unruled[] {
  const file = `${runs.kata.folder}/${snapshotFile}`
  const reviewed = parseSnapshots(runs.kata.files.get(snapshotFile) ?? '')
  const differences = takeSnapshots(runs).flatMap((now) => {
    const before = reviewed.find(({ name }) => name === now.name)
    if (before !== undefined && render(before) === render(now)) return []
    const fix = 'Read the new message as a learner would; if it is good, accept it with `kata dev check --write`.'
    return [{ file, expected: before ? render(before) : `a section for ${now.name}`, got: render(now), fix }]
  })
  const wrong = new Set(wrongFiles(runs.kata).map(variantName))
  const lost = reviewed.filter(({ name }) => !wrong.has(name))
  return [
    ...differences,
    ...lost.map(({ name }) => ({
      file,
      expected: `a wrong solution called ${name}`,
      got: 'none',
      fix: 'Take the section out with `kata dev check --write`.',
    })),
  ]
}

function render({ name, fails, hint, message }: MessageSnapshot): string {
  return `${name}\nfails: ${fails}\nhint: ${hint}\n\n${message}`
}

const volatile: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\b(?:127\.0\.0\.1|localhost):\d+/, 'a port'],
  [/\bport \d{4,5}\b/i, 'a port'],
  [/\bpid:? \d+\b|\bprocess \d+\b/i, 'a process id'],
  [/\b[0-9A-F]{1,8}\/[0-9A-F]{5,8}\b/, 'a position in the log (LSN)'],
  [/\b\d+\.\d+ ?m?s\b/, 'a measured time'],
  [/(?:^|\s)(?:\/[\w.-]+){3,}|[A-Z]:\\/m, 'a path of this machine'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/i, 'a random id'],
]

/** Messages are free of what changes from run to run, and say the same when a solution fails again. */
export function checkMessagesStable(runs: KataRuns): Unruled[] {
  const now = takeSnapshots(runs)
  const others = new Map(now.map(({ name, message }) => [name, message]))
  const marked = now.flatMap(({ name, message }) => {
    const found = volatile.find(([pattern]) => pattern.test(message))
    if (found === undefined) return []
    return [
      complain(
        runs,
        name,
        `no ${found[1].replace(/^an? /, '')} in the message`,
        found[0].exec(message)?.[0].trim() ?? '',
      ),
    ]
  })
  const changed = runs.again.flatMap(({ variant, verdict, seed }) => {
    const before = others.get(variant.name)
    if (variant.kind !== 'wrong' || verdict.state !== 'failed' || before === undefined) return []
    if (verdict.message.trim() === before) return []
    return [complain(runs, variant.name, before, `seed ${seed}: ${verdict.message}`)]
  })
  return [...marked, ...changed]
}

function complain({ kata }: KataRuns, name: string, expected: string, got: string): Unruled {
  const fix = 'Keep it out of the message, or move it to the evidence.'
  return { file: `${kata.folder}/${kata.testName}`, expected: `${name}: ${expected}`, got, fix }
}

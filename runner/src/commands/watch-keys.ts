import { renderAllEvidence } from '../report/verdict/render-all-evidence.ts'
import type { CommandContext } from './command.ts'
import type { Judgement } from './judge.ts'

/** What a key makes of a watch session. */
interface KeyEffects {
  run(): void
  /** Ends the session; `follower` is the command that comes after it. */
  leave(follower?: string): void
  /** Runs another command, which has the terminal for itself meanwhile. */
  runOther(name: string, words: readonly string[]): Promise<void>
  write(text: string): void
}

/** Something that a key does, while it can be done. */
export interface WatchKey {
  readonly key: string
  readonly does: string
  readonly act: () => Promise<void> | void
}

interface Situation {
  readonly context: Pick<CommandContext, 'commands' | 'screen'>
  readonly kata: string
  readonly last: Judgement | undefined
}

/** The keys that do something now. */
export function watchKeys({ context, kata, last }: Situation, effects: KeyEffects): WatchKey[] {
  const exists = (name: string): boolean => context.commands.some((entry) => entry.name === name)
  const key = (key: string, does: string, act: WatchKey['act'], isOffered = true): WatchKey[] =>
    isOffered ? [{ key, does, act }] : []
  const other = (letter: string, name: string, words: readonly string[] = [kata]): WatchKey[] =>
    key(letter, name, () => effects.runOther(name, words), exists(name))
  const hasEvidence = last?.verdict.tests.some(({ evidence }) => evidence.length > 0) === true
  const solution = last?.solutionFolder
  return [
    ...key('r', 'run', () => effects.run()),
    ...other('h', 'hint'),
    ...key('e', 'evidence', () => last && effects.write(renderAllEvidence(last.verdict, context.screen)), hasEvidence),
    ...key('n', 'next', () => effects.leave('next'), exists('next')),
    ...other('l', 'list', []),
    ...(exists('solution')
      ? other('s', 'solution')
      : key('s', 'solution', () => effects.write(`\n   The solution is in ${solution}\n\n`), solution !== undefined)),
    ...other('x', 'reset'),
    ...key('q', 'quit', () => effects.leave()),
  ]
}

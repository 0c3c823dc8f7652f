import type { LessonBlock } from '../course/parse-lesson-blocks.ts'
import type { Answer } from './derive-progress.ts'

/** What a learner said to a lesson's question, beside what the lesson shows. */
export interface LookBack {
  readonly lesson: string
  readonly question: string
  /** As short as they can still be told apart. */
  readonly said: string
  readonly was: string
  readonly isRight: boolean
}

/** The predictions of a lesson that were answered, in its order. One that was reworded since is left out. */
export function lookBack(lesson: string, blocks: readonly LessonBlock[], answers: readonly Answer[]): LookBack[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'predict') return []
    const { question, options } = block.prediction
    const answer = answers.find((it) => it.lesson === lesson && it.question === question)
    const chosen = options.find(({ text }) => text === answer?.option)
    const right = options.find(({ correct }) => correct)
    if (chosen === undefined || right === undefined) return []
    const shown = chosen.correct ? chosen : right
    return [{ lesson, question, isRight: chosen.correct, ...shorten(chosen.text, shown.text) }]
  })
}

function shorten(said: string, was: string): Pick<LookBack, 'said' | 'was'> {
  const short = { said: firstSentence(said), was: firstSentence(was) }
  return said !== was && short.said === short.was ? { said, was } : short
}

function firstSentence(text: string): string {
  return (/^.+?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text).replace(/\.$/, '')
}

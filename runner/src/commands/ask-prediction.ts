import type { Prediction } from '../course/prediction.ts'
import { renderAnswer, renderQuestion } from '../report/render-prediction.ts'
import { askSelect } from '../terminal/prompts.ts'
import type { Answer } from '../workspace/derive-progress.ts'
import { openWorkspace } from '../workspace/find-workspace.ts'
import { appendEvent } from '../workspace/progress-log.ts'
import type { CommandContext } from './command.ts'

interface Asked {
  readonly context: CommandContext
  /** Slug of the lesson. */
  readonly lesson: string
  readonly prediction: Prediction
  /** What was answered before. */
  readonly answers: readonly Answer[]
}

/**
 * Asks a lesson's question, records the answer and shows why. What was answered before is shown back and
 * not asked again. Without a terminal only the question is printed; what is given back then, for the end
 * of the text, tells which prediction holds.
 */
export async function askPrediction({ context, lesson, prediction, answers }: Asked): Promise<string> {
  const { screen, signal } = context
  const before = answers.find((answer) => answer.lesson === lesson && answer.question === prediction.question)
  context.write(renderQuestion(prediction, screen, { withOptions: before !== undefined || !screen.isInteractive }))
  if (before) {
    context.write(renderAnswer(prediction, { chosen: before.option, isEarlier: true }, screen))
    return ''
  }
  if (!screen.isInteractive) return renderAnswer(prediction, {}, screen)
  const choices = prediction.options.map((option) => ({ name: option.text, value: option }))
  const chosen = await askSelect('You predict', choices, signal)
  appendEvent(openWorkspace(context), {
    kind: 'prediction',
    lesson,
    question: prediction.question,
    option: chosen.text,
    isCorrect: chosen.correct,
  })
  context.write(`\n${renderAnswer(prediction, { chosen: chosen.text }, screen)}`)
  return ''
}

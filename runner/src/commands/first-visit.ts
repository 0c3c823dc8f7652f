import type { Course } from '../course/course.ts'
import { loadKataTexts } from '../course/load-kata-texts.ts'
import { renderFirstKata, renderMachine, renderWelcome } from '../report/render-welcome.ts'
import { askConfirm, askSelect, askToGoOn } from '../terminal/prompts.ts'
import { renderMarkdown } from '../terminal/render-markdown.ts'
import { deriveProgress } from '../workspace/derive-progress.ts'
import { findWorkspace } from '../workspace/find-workspace.ts'
import type { CommandContext } from './command.ts'
import { diagnoseMachine } from './diagnose-machine.ts'
import { enterKata } from './enter-kata.ts'
import { findNextStep, type NextStep } from './next-step.ts'

/** The first time on a terminal: two screens, then the first kata; at most three questions. */
export async function visit(context: CommandContext, course: Course): Promise<void> {
  await tellAboutCourse(context)
  const step = findNextStep(course, deriveProgress([]))
  if (step.kind === 'finished' || !(await askToGoOn('Enter for the first kata, q to leave', context.signal))) return
  await tellAboutKata(context, step)
  const { kata, lesson } = step
  const choice = await askSelect(
    'What now?',
    [
      { name: `Start ${kata.slug} (${kata.minutes} min)`, value: 'start' },
      ...(lesson ? [{ name: `Read the lesson first: ${lesson.slug}`, value: 'read' }] : []),
      { name: 'Leave', value: 'leave' },
    ],
    context.signal,
  )
  if (choice === 'leave' || !(await hasWorkspace(context))) return
  if (choice === 'read' && lesson) await context.runCommand('read', { arguments: [lesson.slug], options: {} })
  await enterKata(context, kata)
}

/** The first time without a terminal: the same in words, and what to type. */
export async function tell(context: CommandContext, course: Course): Promise<void> {
  await tellAboutCourse(context)
  const step = findNextStep(course, deriveProgress([]))
  if (step.kind === 'finished') return
  await tellAboutKata(context, step)
  const commands = [
    ...(findWorkspace(context) ? [] : ['npx kata init']),
    ...(step.lesson ? [`npx kata read ${step.lesson.slug}`] : []),
    `npx kata start ${step.kata.slug}`,
  ]
  context.write(` Next: ${commands.join('\n       ')}\n`)
}

// An installed package has no folder of its own to put files into, so the learner is asked for this one.
async function hasWorkspace(context: CommandContext): Promise<boolean> {
  if (findWorkspace(context)) return true
  const question = `Keep your files in ${context.currentFolder}?`
  if (!(await askConfirm(question, context.signal, true))) return false
  await context.runCommand('init', { arguments: [], options: {} })
  return true
}

async function tellAboutCourse(context: CommandContext): Promise<void> {
  context.write(renderWelcome(context.screen))
  const machine = await diagnoseMachine()
  const canMend = context.commands.some(({ name }) => name === 'doctor')
  context.write(renderMachine(machine, canMend, context.screen))
}

async function tellAboutKata(
  { write, screen }: CommandContext,
  { kata }: Extract<NextStep, { kata: unknown }>,
): Promise<void> {
  const { brief } = await loadKataTexts(kata)
  const situation = brief.sections.find(({ heading }) => heading === 'Situation')?.body ?? ''
  write(renderFirstKata(kata, renderMarkdown(situation, screen, { indent: 3 }), screen))
}

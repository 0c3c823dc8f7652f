import { askDidYouMean, findClosestNames } from '../closest-names.ts'
import { CourseError, exitCodes } from '../errors.ts'
import { countHeld } from '../figures/count-held.ts'
import type { Figure } from '../figures/figure.ts'
import { fillParams } from '../figures/fill-params.ts'
import { playModel } from '../figures/play-model.ts'
import { figureNames, loadFigure } from '../figures/registry.ts'
import { pickByName } from '../pick-by-name.ts'
import { renderFigure } from '../report/figure/render-figure.ts'
import { renderFigureList } from '../report/figure/render-figure-list.ts'
import type { CommandContext, CommandDefinition, CommandInput } from './command.ts'
import { readFigureWords, readParams } from './read-figure-words.ts'

export const command: CommandDefinition = {
  arguments: [
    { name: 'name', summary: 'Its name, or the beginning of it; all are listed without', choices: figureNames },
  ],
  options: [
    { flags: '--seed <n>', summary: 'Another world: other arrivals, other delays (1 unless told)' },
    { flags: '--preset <p>', summary: 'Numbers that are worth seeing; the figure lists them' },
    { flags: '--at <step>', summary: 'The moment after so many steps, and not the end' },
    { flags: '--steps', summary: 'All that happened, in order' },
    { flags: '--claims', summary: 'What the lessons claim, tried with 200 seeds' },
    { flags: '--json', summary: 'As JSON: numbers, the view, and with --steps the view of every step' },
  ],
  takesOtherOptions: true,
  examples: [
    { line: 'kata figure', does: 'every figure' },
    {
      line: 'kata figure token-bucket --rate 10 --seed 7',
      does: 'one, with a number of its own; each figure lists its numbers',
    },
    {
      line: 'kata figure token-bucket --preset waves --claims',
      does: 'with prepared numbers, and what holds in how many worlds',
    },
  ],
  run: async (context, input) => {
    const { names, options } = readFigureWords(input.arguments)
    const [name, extra] = names
    if (extra !== undefined)
      throw new CourseError('WRONG_USAGE', { message: `Expected one figure, got ${names.join(' and ')}.` })
    if (name === undefined) return list(context, input, [...options.keys()])
    await show(context, input, name, options)
    return exitCodes.passed
  },
}

async function list({ screen, write }: CommandContext, input: CommandInput, options: readonly string[]) {
  const [option] = options
  if (option !== undefined)
    throw new CourseError('WRONG_USAGE', { message: `--${option} belongs to a figure, and none is named.` })
  const figures = await Promise.all(figureNames.map(async (name) => ({ name, figure: await loadFigure(name) })))
  const described = figures.map(({ name, figure: { model: _, claims, ...about } }) => ({
    name,
    ...about,
    claims: claims.map(({ id, sentence }) => ({ id, sentence })),
  }))
  write(input.options['json'] ? `${JSON.stringify(described, null, 2)}\n` : renderFigureList(figures, screen))
  return exitCodes.passed
}

async function show(
  { screen, write }: CommandContext,
  { options: { json, steps, claims: wantsClaims, ...options } }: CommandInput,
  typed: string,
  turned: ReadonlyMap<string, string>,
): Promise<void> {
  const name = pickByName(new Map(figureNames.map((each) => [each, each])), typed, {
    what: 'figure',
    code: 'UNKNOWN_FIGURE',
    seeAlso: 'See `kata figure` for every figure.',
  })
  const figure = await loadFigure(name)
  const seed = readCount('seed', options['seed']) ?? 1
  const at = readCount('at', options['at'])
  const params = fillParams(figure.parameters, {
    ...readPreset(name, figure, options['preset']),
    ...readParams(name, figure, turned),
  })
  const states = playModel(figure.model, params, seed, at)
  const view = figure.model.view(states.at(-1))
  const claims = wantsClaims ? figure.claims.map(countHeld) : undefined
  if (!json) return write(renderFigure({ name, figure, params, seed, view, hasLog: steps === true, claims }, screen))
  const frames = steps ? { steps: states.map((state) => figure.model.view(state)) } : {}
  const told = { name, title: figure.title, params, seed, at: states.length - 1, view, claims, ...frames }
  write(`${JSON.stringify(told, null, 2)}\n`)
}

function readPreset(name: string, { presets }: Figure, id: unknown): Readonly<Record<string, number | undefined>> {
  if (id === undefined) return {}
  const preset = presets.find((each) => each.id === id)
  if (preset) return preset.params
  const known = presets.map((each) => each.id)
  throw new CourseError('WRONG_USAGE', {
    message: `The figure ${name} has no preset "${id}".`,
    hint: askDidYouMean(findClosestNames(String(id), known), `It has ${known.join(', ')}.`),
  })
}

function readCount(option: string, text: unknown): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(String(text))) return Number(text)
  throw new CourseError('WRONG_USAGE', {
    message: `--${option} is ${text}.`,
    hint: 'Expected a whole number from 0 on.',
  })
}

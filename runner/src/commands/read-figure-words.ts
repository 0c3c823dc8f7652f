import { askDidYouMean, findClosestNames } from '../closest-names.ts'
import { CourseError } from '../errors.ts'
import type { Figure, Parameter } from '../figures/figure.ts'
import { optionOf } from '../report/figure/option-of.ts'

export interface FigureWords {
  readonly names: readonly string[]
  /** By option without its dashes, as typed. */
  readonly options: ReadonlyMap<string, string>
}

/**
 * Tells names from options in the words of a command line: `--rate 5` and `--rate=5` are options.
 *
 * @throws CourseError `WRONG_USAGE` for an option without a value
 */
export function readFigureWords(words: readonly string[]): FigureWords {
  const names: string[] = []
  const options = new Map<string, string>()
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('--')) {
      names.push(word)
      continue
    }
    const [option = '', inner] = word.slice(2).split('=', 2)
    const value = inner ?? words[++index]
    if (value === undefined) throw new CourseError('WRONG_USAGE', { message: `--${option} needs a number behind it.` })
    options.set(option, value)
  }
  return { names, options }
}

/**
 * The params that options ask for.
 *
 * @throws CourseError `WRONG_USAGE` for an unknown option, and for a value that its slider can not take
 */
export function readParams(name: string, figure: Figure, options: FigureWords['options']): Record<string, number> {
  const byOption = new Map(Object.keys(figure.parameters).map((parameter) => [optionOf(parameter), parameter]))
  const given = [...options].map(([option, text]): [string, number] => {
    const parameter = byOption.get(option)
    const known = parameter === undefined ? undefined : figure.parameters[parameter]
    if (parameter === undefined || known === undefined) throw unknownOption(name, option, [...byOption.keys()])
    return [parameter, readValue(option, text, known)]
  })
  return Object.fromEntries(given)
}

function unknownOption(name: string, option: string, known: readonly string[]): CourseError {
  const closest = findClosestNames(option, known).map((each) => `--${each}`)
  const all = `${name} takes ${known.map((each) => `--${each}`).join(', ')}.`
  return new CourseError('WRONG_USAGE', {
    message: `The figure ${name} has no --${option}.`,
    hint: askDidYouMean(closest, all),
  })
}

function readValue(option: string, text: string, { label, unit, min, max, step }: Parameter): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  const isOnSlider = value >= min && value <= max && (value - min) % step === 0
  if (isOnSlider) return value
  const steps = step === 1 ? 'whole numbers' : `steps of ${step}`
  throw new CourseError('WRONG_USAGE', {
    message: `--${option} is ${text}.`,
    hint: `Expected ${min} to ${max}${unit === '' ? '' : ` ${unit}`} in ${steps}: ${label}.`,
  })
}

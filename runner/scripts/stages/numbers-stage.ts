import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { curriculumFile } from '../../src/course/course-files.ts'
import { curriculumSchema } from '../../src/course/curriculum.ts'
import { type HeldNumber, holdKataNumbers, holdRunnerNumbers, isHeld } from '../numbers/hold-numbers.ts'
import { measureSource } from '../numbers/measure-source.ts'
import { loadSources } from '../source/load-sources.ts'
import { addCounts, oneCheck, type Stage } from './stage.ts'

function loadBosses(root: string): string[] {
  const { chapters } = curriculumSchema.parse(JSON.parse(readFileSync(join(root, curriculumFile), 'utf8')))
  return chapters.flatMap(({ boss }) => boss ?? [])
}

function renderNumber(number: HeldNumber): string {
  const { name, found, limit, over } = number
  const row = ` ${isHeld(number) ? '✓' : '✗'} ${name.padEnd(32)} ${String(found).padStart(6)}  limit ${limit}\n`
  return row + over.map((place) => `     ${place}\n`).join('')
}

/** The numbers to hold, printed. */
export const numbersStage: Stage = {
  name: 'numbers to hold',
  async run({ root, write }) {
    const numbers = [
      ...holdRunnerNumbers(loadSources(root, ['runner/**/*.ts', 'site/**/*.ts']).map(measureSource)),
      ...holdKataNumbers(loadSources(root, ['katas/**/*.ts']).map(measureSource), loadBosses(root)),
    ]
    write(numbers.map(renderNumber).join(''))
    return addCounts(numbers.map((number) => oneCheck(isHeld(number))))
  },
}

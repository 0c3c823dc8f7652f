import type { Unruled } from '../problem.ts'
import { lineOf } from '../sources/line-of.ts'
import type { KataRuns } from '../variants/variant-run.ts'

/** The services used are the services declared. */
export function checkServicesDeclared({ kata, first, used }: KataRuns): Unruled[] {
  const hasSolution = first.some(({ variant, verdict }) => variant.kind === 'solution' && verdict.state === 'passed')
  if (kata.kata === undefined || !hasSolution) return []
  const declared = render(kata.kata.services)
  if (render(used) === declared) return []
  return [
    {
      file: `${kata.folder}/kata.json`,
      ...lineOf(kata.files.get('kata.json') ?? '', '"services"'),
      expected: `services: ${render(used)}, which the tests used`,
      got: declared,
      fix: 'Correct `services`, or use in the tests what it says.',
    },
  ]
}

function render(services: Readonly<Record<string, number | undefined>>): string {
  const entries = Object.entries(services).filter(([, count]) => count)
  return (
    entries
      .map(([name, count]) => `${count} ${name}`)
      .sort()
      .join(', ') || 'none'
  )
}

/** Nothing is left behind on a server. */
export function checkNothingLeft({ kata, leftovers }: KataRuns): Unruled[] {
  return leftovers.map((leftover) => ({
    file: `${kata.folder}/${kata.testName}`,
    expected: 'the servers as they were before the run',
    got: leftover,
    fix: 'Open it through a fixture of the kit, which closes it, or close it in the test.',
  }))
}

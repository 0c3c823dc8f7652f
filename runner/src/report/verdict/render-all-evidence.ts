import type { Verdict } from '../../runs/verdict.ts'
import { paintFor } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'
import { renderEvidence } from './render-evidence.ts'
import { wrap } from './wrap.ts'

/** What every test measured, under the test's name. */
export function renderAllEvidence({ tests }: Verdict, screen: Screen): string {
  const paint = paintFor(screen)
  const blocks = tests
    .filter(({ evidence }) => evidence.length > 0)
    .map(({ name, evidence }) => [
      ...wrap(name, screen.columns - 3).map((line) => `   ${paint.strong(line)}`),
      ...renderEvidence(evidence, screen.columns - 5, paint).map((line) => `     ${line}`.trimEnd()),
    ])
  return `\n${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n\n`
}

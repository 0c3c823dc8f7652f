import { join } from 'node:path'
import { renderSubject } from '../../src/authoring/gate/render-gate.ts'
import type { GateReport } from '../../src/authoring/gate/report.ts'
import { runProgram } from '../tools/run-program.ts'
import { addCounts, type Counts, type Stage } from './stage.ts'

const asIs = (text: string) => text
const noPaint = { strong: asIs, quiet: asIs, good: asIs, bad: asIs, attention: asIs }

/** Every rule of the gate counts; what the machine could not decide is skipped, in CI failed. */
export function countRules({ subjects }: GateReport, isCI: boolean): Counts {
  const results = subjects.flatMap(({ rules }) => rules)
  const count = (wanted: string) => results.filter(({ state }) => state === wanted).length
  const undecided = subjects.reduce((sum, subject) => sum + subject.undecided.length, 0)
  const rules = { passed: count('passed'), failed: count('failed'), skipped: count('skipped') }
  return addCounts([rules, { passed: 0, failed: isCI ? undecided : 0, skipped: isCI ? 0 : undecided }])
}

/** The author's gate over the whole course. Each right solution runs three more times in random orders; a drill, which takes a system a run, once. */
export const gateStage: Stage = {
  name: 'katas and lessons',
  async run({ root, write, isCI }) {
    const args = [
      join(root, 'runner/bin/kata.cjs'),
      'dev',
      'check',
      '--repeat',
      '3',
      '--repeat-wrong',
      '0',
      '--repeat-drills',
      '0',
      '--json',
      '--proof',
      'site/proofs',
    ]
    const onOutput = (text: string, stream: string) => (stream === 'stderr' ? write(text) : undefined)
    const { stdout, exitCode } = await runProgram(process.execPath, args, { cwd: root, onOutput })
    if (!stdout.startsWith('{')) {
      write(`   kata dev check ended with ${exitCode} and no report.\n${stdout}`)
      return { passed: 0, failed: 1, skipped: 0 }
    }
    const report = JSON.parse(stdout) as GateReport
    for (const subject of report.subjects) write(renderSubject(subject, noPaint))
    return countRules(report, isCI)
  },
}

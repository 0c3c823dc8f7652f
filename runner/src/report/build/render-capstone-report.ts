import type { TestOutcome, Verdict } from '../../runs/verdict.ts'
import { tellStory } from '../verdict/tell-story.ts'
import { evidenceMarkdown } from './evidence-markdown.ts'

interface CapstoneView {
  readonly build: string
  readonly verdict: Verdict
  /** ISO 8601. */
  readonly at: string
}

/** The report of a capstone run as Markdown: what was tried, how it ended, what was measured. */
export function renderCapstoneReport({ build, verdict, at }: CapstoneView): string {
  const { message } = tellStory(verdict)
  const ending = verdict.state === 'failed' || message === undefined ? [] : ['', message]
  const lines = [
    `# Capstone run of ${build}`,
    '',
    `${words[verdict.state]} on ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC, after ${(verdict.durationMs / 1000).toFixed(1)} s. Run ${verdict.runId}.`,
    ...ending,
    ...verdict.tests.flatMap(renderTest),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

const words: Readonly<Record<Verdict['state'], string>> = {
  passed: 'Passed',
  failed: 'Failed',
  'did-not-compile': 'Did not compile',
  'timed-out': 'Ran out of time',
  crashed: 'Crashed',
  undecided: 'Not decided',
}

function renderTest({ name, state, message, evidence }: TestOutcome): string[] {
  return [
    '',
    `## ${name}`,
    '',
    state === 'passed' ? 'It held.' : (message ?? 'It was not run.'),
    '',
    ...evidenceMarkdown(evidence),
  ]
}

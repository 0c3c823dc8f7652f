import type { Evidence } from '../../evidence.ts'
import type { Note, Place, TestOutcome, Verdict } from '../../runs/verdict.ts'

/** A verdict in words, the same for every kind of screen. */
export interface Story {
  /** Beside the name of the kata: what happened, in two or three words. Empty when pass or fail says it all. */
  readonly summary: string
  /** Of a build: slug of an earlier stage, when it is one of its promises that broke. */
  readonly stage?: string
  /** The test, and so the constraint, that it is about. */
  readonly test?: string
  readonly message?: string
  readonly place?: Place
  /** Expected against received, line by line. */
  readonly diff?: string
}

/** What belongs to the story: the evidence of the test that broke, or of all tests when none did. */
export function evidenceOf(verdict: Verdict): Evidence[] {
  const broken = 'failedTest' in verdict ? verdict.failedTest : undefined
  const isBroken = ({ name, stage }: TestOutcome): boolean => name === broken && stage === verdict.brokenStage
  const tests = broken === undefined ? verdict.tests : verdict.tests.filter(isBroken)
  return tests.flatMap(({ evidence }) => evidence)
}

/** The notes in words. What was kept to be looked at is said by the steps that come next. */
export function notesOf({ notes }: Verdict): string[] {
  return notes.filter(({ kind }) => kind !== 'kept-service').map(describeNote)
}

function describeNote({ kind, text }: Note): string {
  return kind === 'type-error' ? `type error, which no test judges: ${text}` : text
}

const crashSummaries = {
  exit: 'ended by process.exit',
  memory: 'out of memory',
  unhandled: 'an error nobody caught',
  died: 'crashed',
} as const

export function tellStory(verdict: Verdict): Story {
  const { brokenStage, kata } = verdict
  return { ...tellEnd(verdict), ...(brokenStage === undefined || brokenStage === kata ? {} : { stage: brokenStage }) }
}

function tellEnd(verdict: Verdict): Story {
  switch (verdict.state) {
    case 'passed':
      return { summary: '' }
    case 'failed': {
      const { failedTest, message, place } = verdict
      const diff = verdict.tests.find(({ name }) => name === failedTest)?.diff
      return { summary: '', test: failedTest, message, ...withPlace(place), ...(diff === undefined ? {} : { diff }) }
    }
    case 'did-not-compile':
      return { summary: refusalOf(verdict.place), message: verdict.message, ...withPlace(verdict.place) }
    case 'timed-out':
      return { summary: 'out of time', ...withTest(verdict.runningTest), message: describeTimeout(verdict) }
    case 'crashed': {
      const { reason, message, place, runningTest } = verdict
      const test = reason === 'unhandled' ? undefined : runningTest
      return { summary: crashSummaries[reason], ...withTest(test), message, ...withPlace(place) }
    }
    case 'undecided':
      return { summary: 'not decided, does not count', message: verdict.message }
  }
}

/** TypeScript is compiled; a file that a server reads is accepted by it or not. */
function refusalOf(place: Place | undefined): string {
  return place === undefined || place.file.endsWith('.ts') ? 'does not compile' : 'not accepted'
}

function describeTimeout({ limitSeconds }: Extract<Verdict, { state: 'timed-out' }>): string {
  return `It was still running after ${limitSeconds} s and was ended. Some loop does not end, or something is awaited that never comes.`
}

function withTest(test: string | undefined): { test?: string } {
  return test === undefined ? {} : { test }
}

function withPlace(place: Place | undefined): { place?: Place } {
  return place === undefined ? {} : { place }
}

import { inspect } from 'node:util'
import type { TimelineStep } from '../../evidence.ts'
import type { TraceStep } from '../interleave/trace.ts'
import type { WireUnit } from '../wire/unit.ts'
import { describeHttpUnit } from './http-words.ts'
import { describePostgresUnit } from './postgres-words.ts'
import { describeRedisUnit } from './redis-words.ts'
import { shorten, type Wording } from './wording.ts'

/** A kata's own words for a unit; undefined leaves it to the kit. */
export type DescribeUnit = (unit: WireUnit) => string | undefined

/** Every step of an order in words, for a timeline. */
export function renderTrace(steps: readonly TraceStep[], describe?: DescribeUnit): TimelineStep[] {
  return steps.map((step) => renderStep(step, describe))
}

/** A whole order in one line, without what a reader can do without: `A reads 100 · B reads 100 · A writes 150`. */
export function renderTraceLine(steps: readonly TraceStep[], describe?: DescribeUnit): string {
  const hasWaiting = steps.some((step) => step.kind === 'unit' && step.waitedFor.length > 0)
  return steps.flatMap((step) => renderShortly(step, hasWaiting, describe) ?? []).join(' · ')
}

/** What a unit does, as a verb phrase that can stand within a sentence: `inserts (id) = (1) into orders`. */
export function renderUnit(unit: WireUnit, describe?: DescribeUnit): string {
  const named = unit.service === 'http' ? { ...unit, request: { ...unit.request, body: '' } } : unit
  return describe?.(unit) ?? describeAsKit(named).text
}

function describeUnit(unit: WireUnit, describe?: DescribeUnit): Wording {
  const own = describe?.(unit)
  const wording = describeAsKit(unit)
  return own === undefined
    ? wording
    : { ...wording, text: own, short: wording.result ? `${own} (${wording.result})` : own }
}

function describeAsKit(unit: WireUnit): Wording {
  if (unit.service === 'postgres') return describePostgresUnit(unit)
  if (unit.service === 'redis') return describeRedisUnit(unit)
  return unit.service === 'http' ? describeHttpUnit(unit) : { text: unit.name, short: unit.name }
}

function renderStep(step: TraceStep, describe: DescribeUnit | undefined): TimelineStep {
  const { actor } = step
  if (step.kind === 'slept') return { actor, text: `sleeps ${step.durationMs} ms on the given clock` }
  if (step.kind === 'returned') return { actor, text: 'returns', ...result(renderValue(step.value)) }
  if (step.kind === 'threw') return { actor, text: 'throws', ...result(renderError(step.error)) }
  if (step.kind === 'died') return { actor, text: renderDeath(step, describe) }
  const wording = describeUnit(step.unit, describe)
  if (step.kind === 'cut') return { actor, text: `does not hear of it: the connection is cut` }
  if (step.kind === 'resumed') return { actor, text: `goes on: ${wording.text}`, ...result(wording.result) }
  if (step.waitedFor.length > 0)
    return { actor, text: wording.text, result: `waits for ${step.waitedFor.join(' and ')}` }
  return { actor, text: wording.text, ...result(step.isAnswered ? wording.result : 'no answer') }
}

function renderShortly(step: TraceStep, hasWaiting: boolean, describe: DescribeUnit | undefined): string | undefined {
  if (step.kind === 'slept' || step.kind === 'returned') return undefined
  if (step.kind === 'threw') return `${step.actor} throws ${renderError(step.error)}`
  if (step.kind === 'died') return `${step.actor} ${renderDeath(step, describe)}`
  if (step.kind === 'cut') return `${step.actor} does not hear of it`
  if (step.kind === 'unit' && step.waitedFor.length > 0)
    return `${step.actor} waits for ${step.waitedFor.join(' and ')}`
  const { short, isEnd } = describeUnit(step.unit, describe)
  if (!short || (isEnd && !hasWaiting && short === 'commits')) return undefined
  return `${step.actor} ${short}`
}

function renderDeath({ unit, when }: Extract<TraceStep, { kind: 'died' }>, describe?: DescribeUnit): string {
  return when === 'before' ? `dies before it ${renderUnit(unit, describe)}` : 'dies before it hears of it'
}

function result(text: string | undefined): { result?: string } {
  return text === undefined || text === '' ? {} : { result: text }
}

function renderValue(value: unknown): string | undefined {
  return value === undefined
    ? undefined
    : shorten(typeof value === 'string' ? value : inspect(value, { breakLength: Infinity }))
}

function renderError(error: unknown): string {
  return shorten(error instanceof Error ? error.message : String(error), 100)
}

import type { EngineAttempt } from '../services/docker/find-engine.ts'
import { describeKatas } from './describe-katas.ts'
import { katasOn } from './katas-on.ts'
import type { MachineFacts } from './machine-facts.ts'
import { servicesBySource } from './services-by-source.ts'
import type { Finding } from './trouble.ts'

/** The one that is nearest to an engine comes first: mending it is the shortest way. */
const order = ['paused', 'no-permission', 'too-old', 'remote', 'unusable', 'absent'] as const

/** The attempt to reach an engine that is worth mending, if it failed for this reason. */
export function findRefusal(
  { engine, attempts }: MachineFacts,
  kind: EngineAttempt['kind'],
): EngineAttempt | undefined {
  if (engine) return undefined
  const nearest = attempts.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0]
  return nearest?.kind === kind ? nearest : undefined
}

/** What it means to have no engine, with the katas that can't run without one. */
export function describeLackOfEngine(facts: MachineFacts): Pick<Finding, 'state' | 'means' | 'katas'> {
  const missing = servicesBySource(facts, 'none')
  const katas = katasOn(facts, missing)
  if (katas.length === 0) return { state: 'note', means: 'No kata waits for it: their servers come from elsewhere.' }
  return { state: 'missing', means: `${missing.join(', ')} would come from it. ${describeKatas(katas)}`, katas }
}

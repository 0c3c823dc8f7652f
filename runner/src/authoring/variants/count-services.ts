import type { Verdict } from '../../runs/verdict.ts'

/** How many servers of each kind the fixtures leased, at most, in one test. */
export function countServices({ tests }: Verdict): Readonly<Record<string, number>> {
  const most: Record<string, number> = {}
  for (const { services } of tests) {
    for (const [name, count] of Object.entries(services)) most[name] = Math.max(most[name] ?? 0, count)
  }
  return most
}

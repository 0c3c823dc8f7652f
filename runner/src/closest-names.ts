/** Those of `candidates` that someone who typed `name` most likely meant; at most three, and all equally likely. */
export function findClosestNames(name: string, candidates: Iterable<string>): string[] {
  const wanted = name.toLowerCase()
  const limit = Math.max(2, Math.floor(wanted.length / 3))
  const close = [...candidates]
    .map((candidate) => ({ candidate, distance: likeness(wanted, candidate) }))
    .filter(({ distance }) => distance <= limit)
  const best = Math.min(...close.map(({ distance }) => distance))
  return close
    .filter(({ distance }) => distance === best)
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** "Did you mean `a` or `b`?", or `otherwise` when nothing is close. */
export function askDidYouMean(names: readonly string[], otherwise: string): string {
  if (names.length === 0) return otherwise
  return `Did you mean ${names.map((name) => `\`${name}\``).join(' or ')}?`
}

// A name that holds the typed word whole, or starts like it, is as close as one wrong letter.
function likeness(wanted: string, candidate: string): number {
  if (wanted.length >= 3 && candidate.includes(wanted)) return 1
  return editDistance(wanted, candidate)
}

// Letters to add, to leave out, to replace, or to swap with their neighbour.
function editDistance(left: string, right: string): number {
  const rows = [Array.from({ length: right.length + 1 }, (_, index) => index)]
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= right.length; j++) {
      const replaced = at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1)
      const isSwap = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      const swapped = i > 1 && j > 1 && isSwap ? at(i - 2, j - 2) + 1 : replaced
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swapped))
    }
  }
  return at(left.length, right.length)
}

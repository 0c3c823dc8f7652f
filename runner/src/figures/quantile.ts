/** The number below or at which `percent` of all lie; 0 of none. */
export function quantile(numbers: readonly number[], percent: number): number {
  const inOrder = numbers.toSorted((a, b) => a - b)
  return inOrder[Math.max(0, Math.ceil((inOrder.length * percent) / 100) - 1)] ?? 0
}

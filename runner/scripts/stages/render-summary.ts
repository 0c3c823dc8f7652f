import type { StageResult } from './run-stages.ts'
import { addCounts, renderCounts } from './stage.ts'

/** One line a stage, and the counts of all alone on the last line. */
export function renderSummary(results: readonly StageResult[]): string {
  const rows = results.map(({ name, counts, seconds }) => {
    const mark = counts.failed > 0 ? '✗' : '✓'
    return ` ${mark} ${name.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s   ${renderCounts(counts)}\n`
  })
  return `\n${rows.join('')}\n${renderCounts(addCounts(results.map(({ counts }) => counts)))}\n`
}

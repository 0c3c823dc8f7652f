import { errorCatalogue, exitCodes } from '../../src/errors.ts'
import { machineParts } from '../../src/machine/trouble.ts'
import { troubles } from '../../src/machine/troubles.ts'

const opening = `# Trouble with the set-up

\`npx kata doctor\` looks at the machine, says which katas can't run and why, and gives the command that mends it;
\`npx kata doctor --fix\` runs what can be run from here, after asking. This page has all that it knows. It is made from
the program by \`node runner/bin/pinned-node.cjs runner/scripts/write-troubleshooting.ts\`; change it there.

Exit code 3 always means the machine and never your code.
`

/** The text of docs/troubleshooting.md: every trouble that the doctor looks for, and every error of a machine that is not ready. */
export function renderTroubleshooting(): string {
  const sections = machineParts.flatMap((part) => {
    const rows = troubles.filter((trouble) => trouble.part === part)
    return rows.length === 0 ? [] : [renderPart(part, rows)]
  })
  return [opening, ...sections, renderErrors()].join('\n')
}

function renderPart(part: string, rows: typeof troubles): string {
  const table = rows.map(({ code, symptom, cause, remedy }) => [`\`${code}\``, symptom, cause, remedy])
  return `## ${part[0]?.toUpperCase()}${part.slice(1)}\n\n${renderTable(['in --json', 'what you see', 'why', 'what to do'], table)}`
}

function renderErrors(): string {
  const rows = Object.entries(errorCatalogue)
    .filter(([, { exitCode }]) => exitCode === exitCodes.machineNotReady)
    .map(([code, { title, hint }]) => [`\`${code}\``, title, hint])
  const text = 'What a command says when it can not go on for the sake of the machine. The code stands below the text.'
  return `## Errors\n\n${text}\n\n${renderTable(['code', 'what it says', 'what to do'], rows)}`
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

import { ageScript } from '../redis/age-keys.ts'
import type { Command, Statement, WireUnit } from '../wire/unit.ts'

/** What a unit sent to its server, as it was sent: SQL with its parameters, commands with their arguments. */
export function renderSent(unit: WireUnit): string | undefined {
  if (unit.service === 'postgres') return unit.statements.map(renderStatement).join('; ')
  if (unit.service === 'redis') return renderCommands(unit.commands)
  return unit.service === 'http' ? unit.request.startLine : unit.name
}

/** Nothing for what the kit itself sends so that time passes. */
function renderCommands(commands: readonly Command[]): string | undefined {
  if (commands.some(({ args: [script] }) => script === ageScript)) return undefined
  return commands.map(({ name, args }) => [name, ...args.map(quote)].join(' ')).join('; ')
}

function renderStatement({ text, values }: Statement): string {
  const sql = text.replaceAll(/\s+/g, ' ').trim()
  if (values.length === 0) return sql
  const parameters = values.map((value, at) => `$${at + 1} = ${value === null ? 'NULL' : `'${value}'`}`)
  return `${sql} (${parameters.join(', ')})`
}

/** As one word of a shell, so that where it ends can be seen. */
function quote(argument: string): string {
  return /^[\w:./{}*@%+,=-]+$/.test(argument) ? argument : JSON.stringify(argument)
}

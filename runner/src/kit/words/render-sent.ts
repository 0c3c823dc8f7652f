import type { Statement, WireUnit } from '../wire/unit.ts'

/** What a unit sent to its server, as it was sent: SQL with its parameters, commands with their arguments. */
export function renderSent(unit: WireUnit): string {
  if (unit.service === 'postgres') return unit.statements.map(renderStatement).join('; ')
  if (unit.service === 'redis')
    return unit.commands.map(({ name, args }) => [name, ...args.map(quote)].join(' ')).join('; ')
  return unit.service === 'http' ? unit.request.startLine : unit.name
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

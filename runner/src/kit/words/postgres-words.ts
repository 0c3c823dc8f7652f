import type { PostgresUnit, Statement, StatementOutcome } from '../wire/unit.ts'
import { renderOutcome, substituteValues } from './postgres-values.ts'
import { shorten, type Wording } from './wording.ts'

type Describe = (match: RegExpExecArray, outcome: StatementOutcome | undefined) => Wording

const rowCount = (outcome: StatementOutcome | undefined): number => Number(/\d+$/.exec(outcome?.tag ?? '')?.[0] ?? 0)

/** How the statements that katas are made of are put; the first that fits is taken. */
const rules: readonly (readonly [RegExp, Describe])[] = [
  [/^(?:begin|start transaction)\b(.*)$/i, ([, rest = '']) => ({ text: `begins${isolationOf(rest)}` })],
  [/^(?:commit|end)\b/i, (_, outcome) => describeCommit(outcome)],
  [/^rollback to (?:savepoint )?(\S+)/i, ([, name]) => ({ text: `rolls back to savepoint ${name}`, isEnd: true })],
  [/^(?:rollback|abort)\b/i, () => ({ text: 'rolls back', short: 'rolls back', isEnd: true })],
  [/^savepoint (\S+)/i, ([, name]) => ({ text: `sets savepoint ${name}` })],
  [/^set (.*)$/i, ([, rest = '']) => ({ text: `sets ${shorten(rest)}` })],
  [/^select pg_(try_)?advisory_(?:xact_)?lock(_shared)?\((.*?)\)\s*(?:as \w+)?$/i, describeAdvisoryLock],
  [/^select pg_advisory_unlock(?:_shared|_all)?\((.*?)\)/i, ([, key]) => says(`gives advisory lock ${key} back`)],
  [/^select (.*?) from (\S+)(.*)$/i, describeSelect],
  [/^update (?:only )?(\S+)(?: as \w+)? set (.*?)( where .*?)?( returning .*)?$/i, describeUpdate],
  [
    /^insert into ([^\s(]+)\s*(?:\(([^)]*)\))?\s*(?:values\s*\((.*?)\))?( on conflict.*?)?( returning .*)?$/i,
    describeInsert,
  ],
  [
    /^delete from (\S+)(.*)$/i,
    ([, table, rest = '']) => says(`deletes from ${table}${shorten(rest, 40)}`, `deletes from ${table}`),
  ],
]

/** Puts a unit into words, from the SQL, the parameter values and what Postgres answered. */
export function describePostgresUnit(unit: PostgresUnit): Wording {
  const parts = unit.statements.map((statement, at) => describeStatement(statement, unit.outcomes[at]))
  const [only] = parts
  if (only && parts.length === 1) return only
  const shorts = parts.flatMap((part) => part.short ?? [])
  const results = parts.flatMap((part) => part.result ?? [])
  return {
    text: parts.map((part) => part.text).join(', then '),
    ...(results.length > 0 ? { result: results.join('; ') } : {}),
    ...(shorts.length > 0 ? { short: shorts.join(', then ') } : {}),
  }
}

function describeStatement(statement: Statement, outcome: StatementOutcome | undefined): Wording {
  const sql = substituteValues(tidy(statement.text), statement.values)
  const wording = findWording(sql, outcome)
  if (!outcome?.error) return { ...resultOf(outcome, wording), ...wording }
  const result = `error ${outcome.error.code}: ${outcome.error.message}`
  return { text: wording.text, result, short: `${wording.text}: ${result}` }
}

function findWording(sql: string, outcome: StatementOutcome | undefined): Wording {
  for (const [pattern, describe] of rules) {
    const match = pattern.exec(sql)
    if (match) return describe(match, outcome)
  }
  return says(`runs ${shorten(sql)}`)
}

function says(text: string, short: string = text): Wording {
  return { text, short }
}

function resultOf(outcome: StatementOutcome | undefined, wording: Wording): { result?: string } {
  if (!outcome) return {}
  if (outcome.columns.length > 0) return { result: renderOutcome(outcome) }
  return wording.short && !wording.isEnd && /\d$/.test(outcome.tag) ? { result: rows(rowCount(outcome)) } : {}
}

/** Without comments, line ends and a closing semicolon. */
function tidy(sql: string): string {
  return sql
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*.*?\*\//gs, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\s*;$/, '')
}

function isolationOf(rest: string): string {
  const level = /isolation level (serializable|repeatable read|read committed|read uncommitted)/i.exec(rest)?.[1]
  return level ? ` (${level.toUpperCase()})` : ''
}

function describeCommit(outcome: StatementOutcome | undefined): Wording {
  if (outcome?.tag !== 'ROLLBACK') return { text: 'commits', short: 'commits', isEnd: true }
  return says('asks to commit, but Postgres rolls back', 'is rolled back')
}

function describeAdvisoryLock([, isTrying, , key]: RegExpExecArray, outcome: StatementOutcome | undefined): Wording {
  const text = `${isTrying ? 'tries for' : 'takes'} advisory lock ${key}`
  if (!isTrying) return { ...says(text), result: '' }
  const isGot = outcome?.rows[0]?.[0] === 't'
  return {
    ...says(text, isGot ? `gets advisory lock ${key}` : `does not get advisory lock ${key}`),
    result: isGot ? 'got it' : 'did not get it',
  }
}

function describeSelect(
  [, columns = '', table, rest = '']: RegExpExecArray,
  outcome: StatementOutcome | undefined,
): Wording {
  const lock = / for (?:no key )?(update|share|key share)(?: of \S+)?( skip locked| nowait)?/i.exec(rest)
  const verb = lock
    ? `reads and locks${(lock[2] ?? '').toLowerCase() === ' skip locked' ? ' (skipping locked rows)' : ''}`
    : 'reads'
  const where = shorten(rest.replace(/ for (?:no key )?(?:update|share|key share).*$/i, ''), 40)
  const what = columns === '*' ? '' : `${shorten(columns, 40)} from `
  return says(`${verb} ${what}${table}${where}`, outcome ? `${verb} ${renderOutcome(outcome)}` : verb)
}

function describeUpdate(
  [, table, assignments = '', where = '']: RegExpExecArray,
  outcome: StatementOutcome | undefined,
): Wording {
  const text = `sets ${shorten(assignments)} in ${table}${shorten(where, 40)}`
  if (outcome && outcome.error === undefined && rowCount(outcome) === 0) return says(text, `writes nothing to ${table}`)
  const value = /^\S+\s*=\s*('[^']*'|-?[\d.]+|NULL)$/i.exec(assignments)?.[1]
  return says(text, `writes ${value ?? shorten(assignments)}`)
}

function describeInsert(
  [, table, columns, values, conflict]: RegExpExecArray,
  outcome: StatementOutcome | undefined,
): Wording {
  const what = values === undefined ? '' : shorten(columns === undefined ? values : `(${columns}) = (${values})`)
  const text = `inserts ${what ? `${what} ` : ''}into ${table}`
  const isSkipped = conflict !== undefined && rowCount(outcome) === 0
  return says(text, isSkipped ? `inserts nothing into ${table}` : `inserts into ${table}`)
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}

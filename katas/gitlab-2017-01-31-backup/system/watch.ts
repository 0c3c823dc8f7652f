import { setTimeout as delay } from 'node:timers/promises'
import type { DrillStage, Gauge, RecentCalls } from 'loadbearing/drill'
import type { Company } from './company.ts'

const everyMs = 2_000

interface Seen {
  readonly backups?: number
  readonly newest?: string
  readonly bytes?: number
  readonly isArchiving?: boolean
}

/** Looks at the drive and at db1 every two seconds, so that the dashboard waits for neither. */
export interface Watch {
  gauges(calls: RecentCalls): readonly Gauge[]
  facts(): Promise<Readonly<Record<string, string>>>
}

export function startWatch(stage: DrillStage, company: Company): Watch {
  let seen: Seen = {}
  const looking = (async () => {
    while (!stage.signal.aborted) {
      seen = await look(company).catch(() => ({}))
      await delay(everyMs, undefined, { signal: stage.signal }).catch(() => undefined)
    }
  })()
  stage.onEnd(() => looking)
  return { gauges: (calls) => describe(seen, calls), facts: () => readFacts(company) }
}

async function look({ db1, backup1 }: Company): Promise<Seen> {
  const list =
    'cd "$BACKUPS"; ls | wc -l; newest=$(ls -t | head -n 1); echo "$newest"; find "./$newest" -type f -exec cat {} + | wc -c'
  const [count, newest, bytes] = (await backup1.must(`(${list}) 2> /dev/null`)).split('\n')
  const [row] = (await db1.find<{ on: boolean }>("SELECT current_setting('archive_mode') <> 'off' AS on")) ?? []
  return { backups: Number(count), newest: newest ?? '', bytes: Number(bytes ?? 0), isArchiving: row?.on ?? false }
}

function describe(seen: Seen, { ratePerSecond, outcomes }: RecentCalls): readonly Gauge[] {
  const failed = outcomes['failed'] ?? 0
  return [
    { label: 'comments saved', value: `${ratePerSecond.toFixed(0)}/s`, state: failed > 0 ? 'bad' : 'good' },
    { label: 'backup job', value: 'last night: done', state: 'good' },
    { label: 'backups', value: seen.backups === undefined ? 'unknown' : `${seen.backups} on the drive`, state: 'good' },
    { label: 'newest', value: seen.newest ? `${seen.newest}, ${seen.bytes} bytes` : 'unknown', state: 'good' },
    { label: 'restores seen', value: 'never one', state: 'unknown' },
  ]
}

/** What a person changes here, by name. */
async function readFacts({ db1, backup1 }: Company): Promise<Readonly<Record<string, string>>> {
  const names = "'archive_mode', 'archive_command', 'wal_level', 'archive_timeout'"
  const query = `SELECT name, setting FROM pg_settings WHERE name IN (${names})
    UNION ALL SELECT 'slot ' || slot_name, wal_status FROM pg_replication_slots WHERE NOT temporary`
  const rows = (await db1.find<{ name: string; setting: string }>(query)) ?? []
  const client = await backup1.must('command -v pg_dump')
  return {
    ...Object.fromEntries(rows.map(({ name, setting }) => [`${name} on db1`, setting])),
    'pg_dump on backup1': client,
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import type { DrillStage, Gauge, RecentCalls } from 'loadbearing/drill'
import { type Company, jobLog } from './company.ts'

const everyMs = 2_000

interface Seen {
  readonly backups?: number
  readonly newest?: string
  readonly bytes?: number
  /** Of the job, in its log. */
  readonly lastWord?: string
}

/** Looks at the drive every two seconds, so that the dashboard does not wait for it. */
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

const list = `cd "$BACKUPS"; ls | wc -l; newest=$(ls -t | head -n 1); echo "$newest"
find "./$newest" -type f -exec ls -ln {} + | awk '{ bytes += $5 } END { print bytes }'
tail -n 1 ${jobLog}`

async function look({ backup1 }: Company): Promise<Seen> {
  const [count, newest, bytes, log] = (await backup1.must(`(${list}) 2> /dev/null || true`)).split('\n')
  return { backups: Number(count), newest: newest ?? '', bytes: Number(bytes ?? 0), lastWord: log || 'has not run yet' }
}

function describe(seen: Seen, { ratePerSecond, outcomes }: RecentCalls): readonly Gauge[] {
  const failed = outcomes['failed'] ?? 0
  return [
    { label: 'comments saved', value: `${ratePerSecond.toFixed(0)}/s`, state: failed > 0 ? 'bad' : 'good' },
    { label: 'backup job', value: seen.lastWord ?? 'unknown', state: 'good' },
    { label: 'backups', value: seen.backups === undefined ? 'unknown' : `${seen.backups} on the drive`, state: 'good' },
    { label: 'newest', value: seen.newest ? `${seen.newest}, ${seen.bytes} bytes` : 'unknown', state: 'good' },
  ]
}

/** What a person changes here, by name. */
async function readFacts({ db1, backup1 }: Company): Promise<Readonly<Record<string, string>>> {
  const names = "'archive_mode', 'archive_command', 'wal_level', 'archive_timeout'"
  const query = `SELECT name, setting FROM pg_settings WHERE name IN (${names})
    UNION ALL SELECT 'slot ' || slot_name, wal_status FROM pg_replication_slots WHERE NOT temporary`
  const rows = await db1.find<{ name: string; setting: string }>(query)
  if (!rows) throw new Error('db1 does not answer')
  const client = await backup1.must('command -v pg_dump')
  return {
    ...Object.fromEntries(rows.map(({ name, setting }) => [`${name} on db1`, setting])),
    'pg_dump on backup1': client,
  }
}

import type { CommandResult } from 'loadbearing/drill'
import { backupFolder, type Company, pathOf, type scripts } from './company.ts'
import { clearRestored, limitSeconds, loseDb1, type Restored } from './lose-db1.ts'
import type { Writer } from './writer.ts'

type Script = (typeof scripts)[number]

export interface Findings extends Record<string, unknown> {
  /** The job while db1 refuses connections. */
  readonly refusedJob: CommandResult
  readonly job: CommandResult
  readonly check: CommandResult
  /** The check when of each file that a backup consists of only the first half is there. */
  readonly checkOfHalves: CommandResult
  readonly restored: Restored
}

export async function examine(company: Company, writer: Writer): Promise<Findings> {
  const refusedJob = await whileRefused(company, () => run(company, 'nightly-backup.sh'))
  const job = await run(company, 'nightly-backup.sh')
  const check = await run(company, 'check-backup.sh')
  const checkOfHalves = await whileHalved(company, () => run(company, 'check-backup.sh'))
  await clearRestored(company)
  return { refusedJob, job, check, checkOfHalves, restored: await loseDb1(company, writer) }
}

function run({ backup1 }: Company, script: Script): Promise<CommandResult> {
  return backup1.runProgram(pathOf(script), limitSeconds)
}

/** db1 lets nobody in anew; whoever is connected stays. */
async function whileRefused<T>({ db1 }: Company, work: () => Promise<T>): Promise<T> {
  await db1.machine.must(
    `cp "$PGDATA/pg_hba.conf" /tmp/pg_hba.conf
     printf 'host all all all reject\\nhost replication all all reject\\n' > "$PGDATA/pg_hba.conf"
     pg_ctl reload > /dev/null`,
  )
  try {
    return await work()
  } finally {
    await db1.machine.must('cp /tmp/pg_hba.conf "$PGDATA/pg_hba.conf"; pg_ctl reload > /dev/null')
  }
}

/**
 * WAL is left as it is, as somebody may be writing it at this moment.
 */
async function whileHalved<T>({ backup1 }: Company, work: () => Promise<T>): Promise<T> {
  await backup1.must(
    `cd ${backupFolder}
     find . -type f -size +1k | grep -Ev '/[0-9A-F]{24}(\\.partial|\\.gz|\\.new)?$' > /tmp/halved
     tar -cf /tmp/halved.tar -T /tmp/halved
     while read -r file; do truncate -s $(($(wc -c < "$file") / 2)) "$file"; done < /tmp/halved`,
  )
  try {
    return await work()
  } finally {
    await backup1.must(`tar -xf /tmp/halved.tar -C ${backupFolder}; rm /tmp/halved.tar`)
  }
}

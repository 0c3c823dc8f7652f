import { expect, test } from 'loadbearing/kit'

interface Ran {
  readonly exitCode: number
  readonly output: string
}

/** What system/examine.ts measures. */
interface Examination extends Record<string, unknown> {
  readonly refusedJob: Ran
  readonly job: Ran
  readonly check: Ran
  readonly checkOfHalves: Ran
  readonly restored: {
    readonly exitCode: number
    readonly doesAnswer: boolean
    readonly acknowledged: number
    readonly missing: number
    readonly highestGiven: number
    readonly next: number
  }
}

/** Written after the last segment of WAL that was full. */
const mostLost = 37

test('A night without a backup is a night with an error', async ({ drill, evidence }) => {
  const { refusedJob, job } = await drill.examine<Examination>()
  evidence.table(
    'runs of nightly-backup.sh',
    ['run', 'exit code'],
    [
      ['db1 refuses the connection', refusedJob.exitCode],
      ['db1 answers', job.exitCode],
    ],
  )
  const silent =
    'db1 refused the connection. The job wrote a file all the same and ended with 0, so nobody will hear of it.'
  expect(refusedJob.exitCode, silent).not.toBe(0)
  expect(job.exitCode, `db1 answered, and the job failed. Its last line: ${job.output}`).toBe(0)
})

test('A backup counts when it has been restored', async ({ drill, evidence }) => {
  const { check, checkOfHalves } = await drill.examine<Examination>()
  evidence.table(
    'runs of check-backup.sh',
    ['what is on the drive', 'exit code'],
    [
      ['the backup of last night', check.exitCode],
      ['the first half of each of its files', checkOfHalves.exitCode],
    ],
  )
  const wrongAlarm = `The job had just made a backup, and the check failed. Its last line: ${check.output}`
  expect(check.exitCode, wrongAlarm).toBe(0)
  const believed =
    'Of each file of the backup only the first half was there. Nothing can be restored from it, and the check said that all is well.'
  expect(checkOfHalves.exitCode, believed).not.toBe(0)
})

test('When the database is lost, at most the WAL since the last full segment is lost', async ({ drill, evidence }) => {
  const { restored } = await drill.examine<Examination>()
  evidence.count('comments that somebody was told are saved', restored.acknowledged)
  evidence.count('of these not in the restored database', restored.missing)
  const nothing = 'db1 was gone. restore.sh was run, and afterwards no database with comments answered on backup1.'
  expect(restored.doesAnswer, nothing).toBe(true)
  const day =
    'db1 was gone 2,037 comments after the nightly backup, 37 of them after the last full segment of WAL. More than these 37 are lost.'
  expect(restored.missing, day).toBeLessThanOrEqual(mostLost)
})

test('No number that was given to a comment is given again', async ({ drill, evidence }) => {
  const { restored } = await drill.examine<Examination>()
  evidence.count('highest number that somebody holds', restored.highestGiven)
  evidence.count('number of the next comment after the restore', restored.next)
  const twice =
    'The last comments before the loss are gone, but their links are out there. After the restore their numbers are given to comments of other people.'
  expect(restored.next, twice).toBeGreaterThan(restored.highestGiven)
})

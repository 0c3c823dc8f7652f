import type { Databases } from './databases.ts'

const segments = 6

/**
 * db2 hangs while db1 fills six segments of WAL (96 MB), then goes on. Without a slot, and with `wal_keep_size = 0`, each
 * checkpoint removes the segments that db2 has not had yet. Adds no row to any table.
 */
export async function burst({ db1, db2 }: Databases): Promise<void> {
  await db2.machine.pause()
  try {
    for (let segment = 0; segment < segments; segment += 1) {
      await db1.psql(
        "SELECT pg_logical_emit_message(true, 'burst', repeat('x', 1000000))",
        'SELECT pg_switch_wal()',
        'CHECKPOINT',
      )
    }
  } finally {
    await db2.machine.resume()
  }
}

/** Changes a row on every page, so that a checkpoint which takes its time has something to write. */
export async function dirtyPages({ db1 }: Databases): Promise<void> {
  await db1.psql("UPDATE comments SET body = body || '.' WHERE id % 20 = 0")
}

import type pg from 'pg'

const schema = 'kit_shifted'
const setting = 'kit.wal_shift'

const functions = [
  'pg_current_wal_lsn',
  'pg_current_wal_insert_lsn',
  'pg_current_wal_flush_lsn',
  'pg_last_wal_receive_lsn',
  'pg_last_wal_replay_lsn',
]

/** Makes functions which say what Postgres's own of the same name say, moved by so many bytes as a setting tells. */
export const createShiftedPositions = [
  `CREATE SCHEMA IF NOT EXISTS ${schema}`,
  ...functions.map(
    (name) => `CREATE OR REPLACE FUNCTION ${schema}.${name}() RETURNS pg_lsn LANGUAGE sql VOLATILE
      AS $$ SELECT pg_catalog.${name}() + current_setting('${setting}')::numeric $$`,
  ),
].join(';\n')

/** Options of connections on which these functions hide Postgres's own. */
export function shiftedBy(bytes: string): pg.PoolConfig {
  return { options: `-c search_path=${schema},public,pg_catalog -c ${setting}=${bytes}` }
}

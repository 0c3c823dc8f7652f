import type { Playbook } from 'loadbearing/drill'

/** Asks the data folder and the server in it, and takes no answer for a no. */
const wipeReplica = `#!/bin/sh
# Empties the data folder of the replica on this machine, if what runs there says that it is one.
set -eu
if [ ! -f "$PGDATA/standby.signal" ]; then
  echo "refused: $PGDATA is not the data folder of a standby" >&2
  exit 1
fi
if [ "$(psql -XAtc 'SELECT pg_is_in_recovery()')" != t ]; then
  echo 'refused: the server here does not say that it is a standby' >&2
  exit 1
fi
pg_ctl stop -m fast
find "$PGDATA" -mindepth 1 -delete
`

/** A slot keeps the WAL that db2 has not had, up to a cap; WAL is streamed during the copy, which takes a second sender. */
const playbook: Playbook = async ({ sh, edit }) => {
  await edit('wipe-replica.sh', () => wipeReplica)
  await sh('db1', 'psql -c "SELECT application_name, state FROM pg_stat_replication"')
  await sh('db2', 'tail -n 3 /var/lib/postgresql/server.log; hostname; psql -Atc "SELECT pg_is_in_recovery()"')
  await sh(
    'db1',
    `psql -c "ALTER SYSTEM SET max_wal_senders = 4" -c "ALTER SYSTEM SET max_slot_wal_keep_size = '512MB'"
     pg_ctl restart -w -l /var/lib/postgresql/server.log > /dev/null
     psql -c "SELECT pg_create_physical_replication_slot('db2')"`,
  )
  await sh('db2', '/var/lib/postgresql/wipe-replica.sh')
  await sh(
    'db2',
    `pg_basebackup -h db1 -D "$PGDATA" -R -X stream -S db2 -c fast
     pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null`,
  )
}

export default playbook

// fails: A command that destroys asks its target what it is, and takes silence for a no
// hint: Ask the target
import type { Playbook } from 'loadbearing/drill'

/** Right on this evening. After a failover the primary is on db2. */
const wipeReplica = `#!/bin/sh
[ "$(hostname)" = db2 ] || { echo "refused: this is $(hostname), not db2" >&2; exit 1; }
pg_ctl stop -m fast
rm -rf "\${PGDATA:?}"/*
`

const playbook: Playbook = async ({ sh, edit }) => {
  await edit('wipe-replica.sh', () => wipeReplica)
  await sh('db1', 'psql -c "ALTER SYSTEM SET wal_keep_size = 512" -c "SELECT pg_reload_conf()"')
  await sh('db2', '/var/lib/postgresql/wipe-replica.sh')
  await sh('db2', 'pg_basebackup -h db1 -D "$PGDATA" -R -X fetch -c fast')
  await sh('db2', 'pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null')
}

export default playbook

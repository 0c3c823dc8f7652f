import type { Playbook } from 'loadbearing/drill'

/** Reads the role from the control file, so that it also knows a standby whose server is down. */
const wipeReplica = `#!/bin/sh
set -eu
case "$(pg_controldata -D "$PGDATA" | sed -n 's/^Database cluster state: *//p')" in
  'in archive recovery' | 'shut down in recovery') ;;
  *) echo "refused: the control file of $PGDATA is not that of a standby" >&2; exit 1 ;;
esac
pg_ctl stop -m fast || true
rm -rf "\${PGDATA:?}"/*
`

/** Without a slot: db1 keeps a fixed amount of WAL, which is its own cap, and is not restarted. */
const playbook: Playbook = async ({ sh, edit }) => {
  await edit('wipe-replica.sh', () => wipeReplica)
  await sh('db1', `psql -c "ALTER SYSTEM SET wal_keep_size = '512MB'" -c "SELECT pg_reload_conf()"`)
  await sh('db2', '/var/lib/postgresql/wipe-replica.sh')
  await sh(
    'db2',
    `pg_basebackup -h db1 -D "$PGDATA" -R -X fetch -c fast
     pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null`,
  )
}

export default playbook

// fails: A standby that never comes back does not fill the disk of its primary
// hint: And when db2 never comes back?
import type { Playbook } from 'loadbearing/drill'

/** The slot keeps what db2 needs, for as long as it takes: for ever, if db2 is not coming back. */
const playbook: Playbook = async ({ sh }) => {
  await sh('db1', 'psql -c "ALTER SYSTEM SET max_wal_senders = 4"')
  await sh('db1', 'pg_ctl restart -w -l /var/lib/postgresql/server.log > /dev/null')
  await sh('db2', 'pg_ctl stop -m fast; rm -rf "$PGDATA"/*')
  await sh('db2', 'pg_basebackup -h db1 -D "$PGDATA" -R -X stream -C -S db2 -c fast')
  await sh('db2', 'pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null')
}

export default playbook

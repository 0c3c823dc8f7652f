// fails: A standby that hangs for 96 MB of WAL comes back by itself
// hint: What does db2 ask for?
import type { Playbook } from 'loadbearing/drill'

/** The replica is back, the alert is green, and all is as it was on the evening before. */
const playbook: Playbook = async ({ sh }) => {
  await sh('db1', 'psql -c "ALTER SYSTEM SET max_wal_senders = 4"')
  await sh('db1', 'pg_ctl restart -w -l /var/lib/postgresql/server.log > /dev/null')
  await sh('db2', 'pg_ctl stop -m fast; rm -rf "$PGDATA"/*')
  await sh('db2', 'pg_basebackup -h db1 -D "$PGDATA" -R -X stream -c fast')
  await sh('db2', 'pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null')
}

export default playbook

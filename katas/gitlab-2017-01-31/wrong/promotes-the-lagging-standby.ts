// fails: Every comment that was acknowledged is still on the primary
// hint: Which machine is this?
import type { Playbook } from 'loadbearing/drill'

/** db2 has most of it, so it becomes the primary, and db1 is made from it. The pages look right again. */
const playbook: Playbook = async ({ sh }) => {
  await sh('db2', 'pg_ctl promote -w')
  await sh('db2', 'psql -c "ALTER SYSTEM SET wal_keep_size = 512" -c "SELECT pg_reload_conf()"')
  await sh('db1', 'pg_ctl stop -m fast; rm -rf "$PGDATA"/*')
  await sh('db1', 'pg_basebackup -h db2 -D "$PGDATA" -X fetch -c fast')
  await sh('db1', 'pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null')
  await sh('db2', 'pg_ctl stop -m fast; rm -rf "$PGDATA"/*')
  await sh('db2', 'pg_basebackup -h db1 -D "$PGDATA" -R -X fetch -c fast')
  await sh('db2', 'pg_ctl start -w -l /var/lib/postgresql/server.log > /dev/null')
}

export default playbook

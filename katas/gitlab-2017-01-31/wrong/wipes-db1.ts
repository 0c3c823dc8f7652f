// fails: Every comment that was acknowledged is still on the primary
// hint: Which machine is this?
import type { Playbook } from 'loadbearing/drill'

/** A restart, a rebuild that does not move, and then the rebuild once more, in the other window. */
const playbook: Playbook = async ({ sh }) => {
  await sh('db2', 'pg_ctl restart -w -l /var/lib/postgresql/server.log > /dev/null')
  await sh('db2', 'pg_ctl stop -m fast; rm -rf "$PGDATA"/*')
  await sh('db2', 'timeout 2 pg_basebackup -h db1 -D "$PGDATA" -R -X stream')
  await sh('db1', 'rm -rf "$PGDATA"/*')
}

export default playbook

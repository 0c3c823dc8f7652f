// fails: No number that was given to a comment is given again
// hint: Which numbers do people hold already?
import type { Playbook } from 'loadbearing/drill'

const nightlyBackup = `#!/bin/sh
set -eu
new="$BACKUPS/base-$(date +%Y%m%d-%H%M%S)"
pg_basebackup -d "$PRODUCTION" -D "$new.unfinished" -c fast --no-sync
mv "$new.unfinished" "$new"
echo "done: $new"
`

const checkBackup = `#!/bin/sh
set -eu
/var/lib/postgresql/restore.sh
[ "$(psql -XAtc 'SELECT count(*) > 0 FROM comments')" = t ]
pg_ctl stop -m immediate
`

const restore = `#!/bin/sh
set -eu
newest=$(ls -d "$BACKUPS"/base-*[0-9] | tail -n 1)
pg_verifybackup --no-parse-wal "$newest"
pg_ctl stop -m immediate || true
rm -rf "\${PGDATA:?}"
cp -a "$newest" "$PGDATA"
cat >> "$PGDATA/postgresql.auto.conf" <<END
restore_command = 'cp $BACKUPS/wal/%f %p'
recovery_target_action = 'promote'
archive_mode = off
unix_socket_directories = '$PGHOST'
END
touch "$PGDATA/recovery.signal"
pg_ctl start -w -l /var/lib/postgresql/restore.log
until [ "$(psql -XAtc 'SELECT pg_is_in_recovery()')" = f ]; do sleep 0.2; done
`

/** Everything comes back but the last comments, whose links now lead to what others wrote after them. */
const playbook: Playbook = async ({ sh, edit }) => {
  await sh('backup1', 'ls -l "$BACKUPS"; tail -n 3 /var/lib/postgresql/nightly-backup.log')
  await sh(
    'db1',
    `mkdir -p /backups/wal
     psql -c "ALTER SYSTEM SET archive_mode = on" \\
       -c "ALTER SYSTEM SET archive_command = 'test ! -f /backups/wal/%f && cp %p /backups/wal/%f.new && mv /backups/wal/%f.new /backups/wal/%f'"
     pg_ctl restart -w -l /var/lib/postgresql/server.log > /dev/null`,
  )
  await edit('nightly-backup.sh', () => nightlyBackup)
  await edit('restore.sh', () => restore)
  await edit('check-backup.sh', () => checkBackup)
  await sh('backup1', '/var/lib/postgresql/nightly-backup.sh')
  await sh('backup1', '/var/lib/postgresql/check-backup.sh')
}

export default playbook

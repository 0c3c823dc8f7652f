import type { Playbook } from 'loadbearing/drill'

const nightlyBackup = `#!/bin/sh
set -eu
new="$BACKUPS/base-$(date +%Y%m%d-%H%M%S).tar"
pg_basebackup -d "$PRODUCTION" -D - -Ft -X none -c fast > "$new.unfinished"
tar -tf "$new.unfinished" > /dev/null
mv "$new.unfinished" "$new"
`

const restore = `#!/bin/sh
set -eu
newest=$(ls "$BACKUPS"/base-*.tar | tail -n 1)
pg_ctl stop -m immediate || true
rm -rf "\${PGDATA:?}"
mkdir -m 700 "$PGDATA"
tar -xf "$newest" -C "$PGDATA"
# The segment that is being received is as good as the others up to its end.
received="cp $BACKUPS/received/%f %p || cp $BACKUPS/received/%f.partial %p"
echo "restore_command = '$received'" >> "$PGDATA/postgresql.auto.conf"
touch "$PGDATA/recovery.signal"
pg_ctl start -w -o "-c unix_socket_directories=$PGHOST" -l /var/lib/postgresql/restore.log
until [ "$(psql -XAtc 'SELECT pg_is_in_recovery()')" = f ]; do sleep 0.2; done
psql -XAtc "SELECT setval(pg_get_serial_sequence('comments', 'id'), max(id) + 100000) FROM comments"
`

const checkBackup = `#!/bin/sh
set -eu
/var/lib/postgresql/restore.sh
[ "$(psql -XAtc 'SELECT count(*) > 0 FROM comments')" = t ]
pg_ctl stop -m immediate
`

/** The backup host asks db1 for its WAL all the time, as a standby would. db1 is not restarted, and a slot keeps what is missing. */
const playbook: Playbook = async ({ sh, edit }) => {
  await sh(
    'backup1',
    `mkdir -p "$BACKUPS/received"
     pg_receivewal -d "$PRODUCTION" --create-slot -S backup1
     nohup pg_receivewal -d "$PRODUCTION" -D "$BACKUPS/received" -S backup1 --synchronous > /tmp/receive.log 2>&1 &`,
  )
  await sh('db1', `psql -c "ALTER SYSTEM SET max_slot_wal_keep_size = '512MB'" -c "SELECT pg_reload_conf()"`)
  await edit('nightly-backup.sh', () => nightlyBackup)
  await edit('restore.sh', () => restore)
  await edit('check-backup.sh', () => checkBackup)
  await sh('backup1', '/var/lib/postgresql/nightly-backup.sh')
  await sh('backup1', '/var/lib/postgresql/check-backup.sh')
}

export default playbook

// fails: When the database is lost, at most the WAL since the last full segment is lost
// hint: What happened since last night?
import type { Playbook } from 'loadbearing/drill'

const nightlyBackup = `#!/bin/bash
set -euo pipefail
file="$BACKUPS/db1-$(date +%Y%m%d-%H%M%S).sql.gz"
/usr/local/bin/pg_dump -d "$PRODUCTION" | gzip > "$file.unfinished"
mv "$file.unfinished" "$file"
`

const restore = `#!/bin/bash
set -euo pipefail
newest=$(ls "$BACKUPS"/db1-*.gz | tail -n 1)
gzip -t "$newest"
pg_ctl stop -m immediate || true
rm -rf "\${PGDATA:?}"
initdb -D "$PGDATA" --auth=trust --no-sync --encoding=UTF8 --locale=C > /dev/null
echo "unix_socket_directories = '$PGHOST'" >> "$PGDATA/postgresql.conf"
pg_ctl start -w -l /var/lib/postgresql/restore.log
gunzip -c "$newest" | psql -q -v ON_ERROR_STOP=1 > /dev/null
psql -XAtc "SELECT setval(pg_get_serial_sequence('comments', 'id'), max(id) + 100000) FROM comments"
`

const checkBackup = `#!/bin/sh
set -eu
/var/lib/postgresql/restore.sh
[ "$(psql -XAtc 'SELECT count(*) > 0 FROM comments')" = t ]
`

/** Loud, checked, restored each night. A day is a long time. */
const playbook: Playbook = async ({ sh, edit }) => {
  await edit('nightly-backup.sh', () => nightlyBackup)
  await edit('restore.sh', () => restore)
  await edit('check-backup.sh', () => checkBackup)
  await sh('backup1', '/var/lib/postgresql/nightly-backup.sh && /var/lib/postgresql/check-backup.sh')
}

export default playbook

// fails: A backup counts when it has been restored
// hint: What would convince you?
import type { Playbook } from 'loadbearing/drill'

const nightlyBackup = `#!/bin/bash
set -euo pipefail
file="$BACKUPS/db1-$(date +%Y%m%d-%H%M%S).sql.gz"
/usr/local/bin/pg_dump -d "$PRODUCTION" | gzip > "$file.unfinished"
mv "$file.unfinished" "$file"
`

/** Young enough, large enough, no one has opened it. */
const checkBackup = `#!/bin/sh
find "$BACKUPS" -name 'db1-*.gz' -mmin -1500 -size +10k | grep -q .
`

const playbook: Playbook = async ({ sh, edit }) => {
  await edit('nightly-backup.sh', () => nightlyBackup)
  await edit('check-backup.sh', () => checkBackup)
  await sh('backup1', '/var/lib/postgresql/nightly-backup.sh && /var/lib/postgresql/check-backup.sh')
}

export default playbook

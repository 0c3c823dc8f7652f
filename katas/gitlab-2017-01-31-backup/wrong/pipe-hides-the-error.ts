// fails: A night without a backup is a night with an error
// hint: Whose exit code is it?
import type { Playbook } from 'loadbearing/drill'

/** The right client is found again and the files have a size, so the job is mended. Until the next reason to fail. */
const playbook: Playbook = async ({ sh, edit }) => {
  await edit('nightly-backup.sh', (text) => text.replace('pg_dump -d', '/usr/local/bin/pg_dump -d'))
  await sh('backup1', '/var/lib/postgresql/nightly-backup.sh')
}

export default playbook

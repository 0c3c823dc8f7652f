import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const serverFolders = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/usr/sbin', '/usr/local/sbin']

/** The first `name` on PATH that may be executed; distributions keep servers where a user's PATH may not lead. */
export async function findOnPath(name: string): Promise<string | undefined> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...serverFolders]
  for (const folder of folders.filter(Boolean)) {
    const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name)
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return undefined
}

/** `7.0.15` from `redis-server --version`; undefined when it does not start. */
export async function readRedisVersion(file: string): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)(file, ['--version']).catch(() => ({ stdout: '' }))
  return stdout.match(/v=(\S+)/)?.[1]
}

/** `1.22.1` from `nginx -v`, which answers on standard error; undefined when it does not start. */
export async function readNginxVersion(file: string): Promise<string | undefined> {
  const { stderr } = await promisify(execFile)(file, ['-v']).catch(() => ({ stderr: '' }))
  return stderr.match(/nginx\/(\S+)/)?.[1]
}

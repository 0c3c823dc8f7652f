import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { delimiter, join, sep } from 'node:path'
import { promisify } from 'node:util'
import type { NodeFacts } from '../machine-facts.ts'

/** The Node that runs this program, and the one that an editor would take. */
export async function readNode(packageRoot: string, path = process.env['PATH'] ?? ''): Promise<NodeFacts> {
  const file = await findShellNode(packageRoot, path)
  const version = file === undefined ? undefined : await answerOf(file, '--version')
  return {
    version: process.version,
    arch: process.arch,
    cores: availableParallelism(),
    isTranslated: process.platform === 'darwin' && (await answerOf('sysctl', '-n', 'sysctl.proc_translated')) === '1',
    ...(file && version ? { ofShell: { file, version } } : {}),
  }
}

/** npx puts the programs of the package first on PATH, the pinned Node among them; a shell does not have those. */
async function findShellNode(packageRoot: string, path: string): Promise<string | undefined> {
  const folders = path.split(delimiter).filter((folder) => folder && !isOfPackage(folder, packageRoot))
  for (const folder of folders) {
    const file = join(folder, process.platform === 'win32' ? 'node.exe' : 'node')
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return file
  }
  return undefined
}

function isOfPackage(folder: string, packageRoot: string): boolean {
  return (
    folder.startsWith(packageRoot) ||
    folder.includes(join('node_modules', '.bin')) ||
    folder.includes(`${sep}_npx${sep}`)
  )
}

async function answerOf(program: string, ...args: readonly string[]): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)(program, args, { timeout: 5000 }).catch(() => ({ stdout: '' }))
  return stdout.trim() || undefined
}

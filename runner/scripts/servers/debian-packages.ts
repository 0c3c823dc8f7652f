import { existsSync, readFileSync } from 'node:fs'
import { runProgram } from '../tools/run-program.ts'

/** Whether this is Debian or one of its descendants, such as Ubuntu, by the text of /etc/os-release. */
export function isDebianRelease(osRelease: string): boolean {
  return /^ID(_LIKE)?=.*\bdebian\b/m.test(osRelease)
}

/** Whether this process may install packages of the distribution. */
export function canInstallPackages(): boolean {
  const file = '/etc/os-release'
  return process.getuid?.() === 0 && existsSync(file) && isDebianRelease(readFileSync(file, 'utf8'))
}

/** The packages of the list that are not installed. */
export async function findMissingPackages(names: readonly string[]): Promise<string[]> {
  const args = ['-W', '-f', `\${Package} \${db:Status-Status}\n`, ...names]
  const { output } = await runProgram('dpkg-query', args, { cwd: '/' })
  return names.filter((name) => !output.includes(`${name} installed\n`))
}

/** Installs packages of the distribution. Resolves to the output of the step that failed, if one did. */
export async function installPackages(names: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...names]]) {
    const { exitCode, output } = await runProgram('apt-get', ['-qq', ...args], { cwd: '/', env })
    if (exitCode !== 0) return output
  }
  return undefined
}

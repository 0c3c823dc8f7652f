import { askToInstall } from './ask.ts'
import { findMissingPackages, installPackages } from './debian-packages.ts'

/** Installs those packages of the distribution that are missing, when nobody objects. Resolves to whether they are there. */
export async function providePackages(names: readonly string[], write: (text: string) => void): Promise<boolean> {
  const missing = await findMissingPackages(names)
  if (missing.length === 0) return true
  if (!(await askToInstall(`${missing.join(', ')} from the distribution's packages`, write))) return false
  const problem = await installPackages(missing)
  if (problem !== undefined) write(`   apt-get failed:\n${problem}\n`)
  return problem === undefined
}

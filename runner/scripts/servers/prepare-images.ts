import { join } from 'node:path'
import { runProgram } from '../tools/run-program.ts'
import { canInstallPackages } from './debian-packages.ts'
import { providePackages } from './provide-packages.ts'

/** What builds the images: the root file system, and what fetches the jars of Kafka. */
const builderPackages = ['mmdebstrap', 'maven']

/**
 * Makes sure that the images are there: pulls the official ones, and where that is impossible builds equal ones from
 * the distribution's packages. Resolves to whether they are there.
 */
export async function prepareImages(root: string, write: (text: string) => void): Promise<boolean> {
  const kata = (...words: readonly string[]) =>
    runProgram(process.execPath, [join(root, 'runner/bin/kata.cjs'), ...words], { cwd: root, onOutput: write })
  if ((await kata('prefetch')).exitCode === 0) return true
  write('   The images cannot be pulled here; building them from the distribution’s packages.\n')
  if (canInstallPackages()) await providePackages(builderPackages, write)
  return (await kata('images', 'build')).exitCode === 0
}

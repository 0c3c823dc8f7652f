import { askToInstall } from './ask.ts'
import { canInstallPackages, findMissingPackages, installPackages } from './debian-packages.ts'
import { engineAnswers, type StartedEngine, startEngine } from './engine.ts'

/** What the distribution has to supply for every test to run: an engine, what builds its images, and local servers. */
const enginePackages = ['docker.io', 'iptables', 'mmdebstrap']
const localPackages = ['redis-server', 'nginx']

interface PreparedEngine {
  readonly answers: boolean
  /** Set when this process started the engine, and so has to stop it. */
  readonly started?: StartedEngine
}

async function provide(names: readonly string[], write: (text: string) => void): Promise<boolean> {
  const missing = await findMissingPackages(names)
  if (missing.length === 0) return true
  if (!(await askToInstall(`${missing.join(', ')} from the distribution's packages`, write))) return false
  const problem = await installPackages(missing)
  if (problem !== undefined) write(`   apt-get failed:\n${problem}\n`)
  return problem === undefined
}

/** Uses the engine that answers; else installs and starts the distribution's where that is possible. */
export async function prepareEngine(folder: string, write: (text: string) => void): Promise<PreparedEngine> {
  const mayInstall = canInstallPackages()
  if (mayInstall) await provide(localPackages, write)
  if (await engineAnswers()) return { answers: true }
  if (!mayInstall || !(await provide(enginePackages, write))) return { answers: false }
  // Where an init system runs, the package has started the engine by now.
  if (await engineAnswers()) return { answers: true }
  const started = await startEngine(folder)
  if (!started) return { answers: false }
  write(`   Started a Docker engine of our own, log in ${started.logFile}. It stops when the tests end.\n`)
  return { answers: true, started }
}

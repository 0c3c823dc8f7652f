import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import { dataFolder, servicesFolder } from './data-folder.ts'

const troubles: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is used up',
  EROFS: 'it can only be read',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
}

/** The error of a file that could not be written, in words for a person; undefined when the error is about something else. */
export function describeDiskTrouble(error: unknown): CourseError | undefined {
  const { code, syscall, path, dest } = error as NodeJS.ErrnoException & { readonly dest?: string }
  const trouble = code === undefined ? undefined : troubles[code]
  // A refused connection has the same codes.
  if (trouble === undefined || syscall === undefined || syscall === 'connect' || syscall === 'spawn') return undefined
  const written = dest ?? path
  const file = written === undefined ? '' : ` (${written})`
  const message = `${dataFolder()} can't be written: ${trouble}${file}.`
  return new CourseError('DATA_FOLDER_NOT_WRITABLE', { message, cause: error })
}

/** Tries whether the data folder takes a few bytes; undefined when it does. */
export function findDiskTrouble(): CourseError | undefined {
  const probe = join(servicesFolder(), `probe-${process.pid}`)
  try {
    mkdirSync(servicesFolder(), { recursive: true, mode: 0o711 })
    writeFileSync(probe, Buffer.alloc(16_384))
    return undefined
  } catch (error) {
    return describeDiskTrouble(error)
  } finally {
    rmSync(probe, { force: true })
  }
}

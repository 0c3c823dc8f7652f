import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { dataFolder } from '../../services/data-folder.ts'
import { findDiskTrouble } from '../../services/disk-trouble.ts'
import type { DiskFacts } from '../machine-facts.ts'

/** The disk below the data folder, and whether it takes a few bytes. */
export async function readDisk(): Promise<DiskFacts> {
  const folder = dataFolder()
  const { bavail, bsize } = await statfsOfExisting(folder)
  const trouble = findDiskTrouble()?.message
  return { folder, freeBytes: bavail * bsize, ...(trouble === undefined ? {} : { trouble }) }
}

/** The folder may not have been made yet. */
async function statfsOfExisting(folder: string): Promise<{ bavail: number; bsize: number }> {
  return statfs(folder).catch(() => statfsOfExisting(dirname(folder)))
}

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import envPaths from 'env-paths'

/** The user's own folder for what must outlive a clone. `KATA_HOME` replaces it. */
export function dataFolder(): string {
  return process.env['KATA_HOME'] || envPaths('loadbearing', { suffix: '' }).data
}

/** Where the keeper's state, its log, and local servers live. */
export function servicesFolder(): string {
  return join(dataFolder(), 'services')
}

/** Tells what this data folder's keeper made from what others made on the same engine or server. */
export function homeId(): string {
  return createHash('sha256').update(servicesFolder()).digest('hex').slice(0, 16)
}

import { resolve } from 'node:path'

/** The folder that holds `lessons/` and `katas/`: beside the site, or where `KATA_COURSE` says. */
export function courseRoot(): string {
  return resolve(process.env['KATA_COURSE'] ?? '..')
}

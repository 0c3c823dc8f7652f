import { resolve } from 'node:path'

/** The folder of the site's own package. */
export const siteFolder = resolve(import.meta.dirname, '..')

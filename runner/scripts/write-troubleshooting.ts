// Writes docs/troubleshooting.md from what the doctor looks for.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { renderTroubleshooting } from './troubleshooting/render-troubleshooting.ts'

writeFileSync(join(resolve(import.meta.dirname, '..', '..'), 'docs', 'troubleshooting.md'), renderTroubleshooting())

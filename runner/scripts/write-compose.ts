// Writes docker-compose.yml from the settings with which the runner starts the same servers.
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { renderComposeFile } from './compose/render-compose-file.ts'

writeFileSync(join(resolve(import.meta.dirname, '..', '..'), 'docker-compose.yml'), renderComposeFile())

import { exitCodes } from '../errors.ts'
import { buildImages } from '../images/build-images.ts'
import { engineNotFound } from '../services/docker/docker-service.ts'
import type { Engine } from '../services/docker/engine.ts'
import { findEngine } from '../services/docker/find-engine.ts'
import { importImage } from '../services/docker/import-image.ts'
import { showBytes } from '../terminal/show-bytes.ts'
import type { CommandDefinition } from './command.ts'

export const command: CommandDefinition = {
  examples: [
    {
      line: 'sudo kata images build',
      does: 'make the images from the distribution’s packages, in about a minute and a half',
    },
  ],
  run: async ({ note, write, signal }) => {
    const engine = await requireEngine()
    const startedAt = performance.now()
    const elapsed = () => `${Math.round((performance.now() - startedAt) / 1000)}`.padStart(4)
    const { built, leftOut } = await buildImages({
      signal,
      importImage: (image) => importImage(engine, image),
      onProgress: (text) => note(`${elapsed()} s  ${text}\n`),
    })
    for (const { service, image, sizeBytes } of built) {
      write(`${service.padEnd(9)} ${image}  ${showBytes(sizeBytes)}\n`)
    }
    for (const { service, reason, hint } of leftOut) {
      write(`${service.padEnd(9)} not built: ${reason}.\n          ${hint}\n`)
    }
    write('They are used wherever the official images are not on this machine.\n')
    return exitCodes.passed
  },
}

async function requireEngine(): Promise<Engine> {
  const search = await findEngine()
  if (search.engine) return search.engine
  throw engineNotFound(search)
}

import { findOnPath } from '../../src/services/local/find-on-path.ts'
import { prepareEngine } from '../servers/prepare-engine.ts'
import { prepareImages } from '../servers/prepare-images.ts'
import { addCounts, type Counts, oneCheck, type Stage, type StageContext } from './stage.ts'

interface Need {
  readonly name: string
  readonly isMet: boolean
  readonly otherwise: string
}

/** A need that is not met is skipped with its reason on a person's machine, and a failure in CI. */
function countNeed({ name, isMet, otherwise }: Need, { isCI, write }: StageContext): Counts {
  write(isMet ? ` ✓ ${name}\n` : ` ${isCI ? '✗' : '-'} ${name}: ${otherwise}\n`)
  return isMet || isCI ? oneCheck(isMet) : { passed: 0, failed: 0, skipped: 1 }
}

/** Prepares real servers for the tests that follow. */
export function serversStage(engineFolder: string): Stage {
  return {
    name: 'servers',
    async run(context) {
      const { root, write, onEnd } = context
      const engine = await prepareEngine(engineFolder, write)
      if (engine.started) onEnd(engine.started.stop)
      const hasImages = engine.answers && (await prepareImages(root, write))
      const needs: readonly Need[] = [
        {
          name: 'servers in containers',
          isMet: hasImages,
          otherwise: 'tests on containers are skipped. Start Docker, see `npx kata doctor`, and run this again.',
        },
        {
          name: 'redis-server on PATH',
          isMet: (await findOnPath('redis-server')) !== undefined,
          otherwise: 'tests on a local Redis are skipped. Install redis-server and run this again.',
        },
        {
          name: 'nginx on PATH',
          isMet: (await findOnPath('nginx')) !== undefined,
          otherwise: 'tests on a local nginx are skipped. Install nginx and run this again.',
        },
      ]
      return addCounts(needs.map((need) => countNeed(need, context)))
    },
  }
}

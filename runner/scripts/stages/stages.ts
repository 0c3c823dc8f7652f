import { join } from 'node:path'
import { dataFolder } from '../../src/services/data-folder.ts'
import { browserStage } from './browser-stage.ts'
import { gateStage } from './gate-stage.ts'
import { importStage } from './import-stage.ts'
import { numbersStage } from './numbers-stage.ts'
import { serversStage } from './servers-stage.ts'
import { siteStage, siteTypesStage } from './site-stage.ts'
import type { Stage } from './stage.ts'
import { toolStage } from './tool-stage.ts'
import { vitestStage } from './vitest-stage.ts'

const programTests = ['--config', 'runner/test/vitest.config.ts']

function exclude(...patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => ['--exclude', pattern])
}

/** The stages of `npm test`, the quick ones first. */
export const stages: readonly Stage[] = [
  toolStage('types', { packageName: 'typescript', program: 'tsc', args: ['--noEmit', '-p', '.'] }),
  toolStage('lint and format', { packageName: '@biomejs/biome', program: 'biome', args: ['check', '.'] }),
  toolStage('dead code', { packageName: 'knip', args: ['--no-progress', '--treat-config-hints-as-errors'] }),
  importStage,
  numbersStage,
  serversStage(join(dataFolder(), 'engine')),
  vitestStage('unit tests', { args: ['--project', 'runner'] }),
  vitestStage('program tests', { args: [...programTests, ...exclude('**/package.test.ts', '**/pairs.test.ts')] }),
  vitestStage('pairs of katas', { args: [...programTests, 'pairs/pairs.test.ts'] }),
  siteTypesStage,
  siteStage(browserStage(vitestStage('site tests', { args: ['--project', 'site'] }))),
  siteStage(browserStage(vitestStage('site gates', { args: ['--config', 'site/test/gates/vitest.config.ts'] }))),
  gateStage,
  vitestStage('packed package', { args: [...programTests, 'package.test.ts'] }),
]

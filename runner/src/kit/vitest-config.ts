import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ViteUserConfig } from 'vitest/config'

const isSource = import.meta.url.endsWith('.ts')
const ownConditions = ['source', 'module', 'node', 'development|production']

/**
 * Which tests a watching vitest runs again when a file is saved that no test imports: `read-the-plan.sql` belongs to
 * `read-the-plan.test.ts` in the same folder. Vitest reads this from the root's configuration alone.
 *
 * @example export default defineConfig({ test: { watchTriggerPatterns, projects: ['./workspace'] } })
 */
export const watchTriggerPatterns = [
  {
    pattern: /^(.*\/([^/]+))\/[^/]+\.(?!ts$|json$|md$)\w+$/,
    testsToRun: (_file: string, [, folder, kata]: RegExpMatchArray): string | undefined => {
      const testFile = `${folder}/${kata}.test.ts`
      return existsSync(testFile) ? testFile : undefined
    },
  },
]

/**
 * Vitest's configuration for a learner's workspace, so that an editor's plug-in and plain `npx vitest` find the same
 * servers as the runner does.
 *
 * @example
 * // vitest.config.ts
 * import { workspaceConfig } from 'loadbearing/vitest'
 * export default workspaceConfig()
 */
export function workspaceConfig(): ViteUserConfig {
  const file = isSource ? './global-setup.ts' : './global-setup.js'
  return {
    ...(isSource ? { resolve: { conditions: ownConditions }, ssr: { resolve: { conditions: ownConditions } } } : {}),
    server: { watch: { ignored: ['**/attempts/**', '**/solution/**'] } },
    test: {
      name: 'workspace',
      include: ['*/*.test.ts'],
      exclude: ['attempts/**', 'node_modules/**'],
      watchTriggerPatterns,
      globalSetup: [fileURLToPath(new URL(file, import.meta.url))],
      testTimeout: 20_000,
      hookTimeout: 20_000,
      // It would judge a version of the learner's code that is no longer there.
      fsModuleCache: false,
    },
  }
}

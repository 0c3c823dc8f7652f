import { fileURLToPath } from 'node:url'
import type { Reporter, Vitest } from 'vitest/node'
import { pristineTestPlugin } from './pristine-test-plugin.ts'
import { siblingModule } from './sibling-module.ts'
import type { WorkerSupply } from './worker-supply.ts'

interface HostVitestOptions {
  readonly workers: WorkerSupply
  readonly reporter: Reporter
  readonly pristineTextOf: (file: string) => string | undefined
}

/**
 * Vitest as a library, ready to run any test file on this machine. No configuration file is read, so a
 * learner's settings can neither break nor bend a verdict.
 */
export async function createHostVitest({ workers, reporter, pristineTextOf }: HostVitestOptions): Promise<Vitest> {
  const { createVitest } = await import('vitest/node')
  const packageRoot = fileURLToPath(new URL('../../../..', import.meta.url))
  return createVitest(
    {
      watch: false,
      config: false,
      // Modules that the learner's folder does not have are found from here: vitest and the kit are always these.
      root: packageRoot,
      cache: false,
      fsModuleCache: false,
      pool: { name: 'supplied', createPoolWorker: () => workers.createPoolWorker() },
      fileParallelism: false,
      disableConsoleIntercept: true,
      // The kata's own limit is kept by the runner, which ends the process.
      // The runner's own modules are loaded by Node, which keeps them compiled; the taps must share the tests' vitest.
      server: { deps: { external: [/\/runner\/(src|dist)\/(?!runs\/host)/] } },
      testTimeout: 0,
      hookTimeout: 0,
      setupFiles: [siblingModule('./tap-tests.ts', import.meta.url)],
      // Tests are reported in file order, whatever the order in which they ran.
      includeTaskLocation: true,
      reporters: [reporter],
    },
    {
      envDir: false,
      publicDir: false,
      logLevel: 'silent',
      server: { watch: null, hmr: false, ws: false },
      plugins: [pristineTestPlugin(pristineTextOf)],
      ...conditionsOfThisProcess(),
    },
  )
}

/** A clone runs the sources of this package, an installed package what was built. */
function conditionsOfThisProcess(): object {
  if (!process.execArgv.includes('--conditions=source')) return {}
  const conditions = ['source', 'module', 'node', 'development|production']
  return { resolve: { conditions }, ssr: { resolve: { conditions } } }
}

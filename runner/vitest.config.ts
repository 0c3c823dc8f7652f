import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'runner',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/fixtures/**'],
    fsModuleCache: false,
    testTimeout: 30_000,
    // What a server or another process brings about is waited for as long as the slowest machine takes.
    expect: { poll: { timeout: 15_000 } },
  },
})

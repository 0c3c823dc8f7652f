import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'site',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // They look at the real course, and have a configuration of their own.
    exclude: ['test/gates/**', '**/node_modules/**'],
    fsModuleCache: false,
    // A build of a small course takes 3 s alone and longer beside other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Astro keeps its caches in one folder.
    fileParallelism: false,
  },
})

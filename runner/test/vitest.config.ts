import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'program',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/fixtures/**', '**/node_modules/**'],
    fsModuleCache: false,
    // These tests start whole programs and servers: two at a time is what a small machine bears.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})

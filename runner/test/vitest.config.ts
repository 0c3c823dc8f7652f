import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: 'program',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/fixtures/**', '**/node_modules/**'],
    fsModuleCache: false,
    // What a server or another process brings about is waited for as long as the slowest machine takes.
    expect: { poll: { timeout: 15_000 } },
    // These tests start whole programs and servers: two at a time is what a small machine bears.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})

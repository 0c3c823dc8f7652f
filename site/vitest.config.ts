import { defineConfig } from 'vitest/config'

// `npx vitest run --config site/vitest.config.ts`: pure parts, and the built site in the system's Chromium.
export default defineConfig({
  test: {
    name: 'site',
    root: import.meta.dirname,
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    fsModuleCache: false,
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
})

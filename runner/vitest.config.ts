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
  },
})

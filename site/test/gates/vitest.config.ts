import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name: 'site gates',
    root: import.meta.dirname,
    include: ['*.test.ts'],
    // One build of the real course for all files.
    globalSetup: [join(import.meta.dirname, 'build-real-course.ts')],
    fsModuleCache: false,
    fileParallelism: false,
    // A walk over all pages in a browser is one test.
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
})

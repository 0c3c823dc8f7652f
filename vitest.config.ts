import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { watchTriggerPatterns } from './runner/src/kit/vitest-config.ts'

// What an editor's vitest plug-in shows: the learner's workspace and the unit tests of runner and site. The tests in
// katas/ are left out, because there they would meet starters and wrong solutions; `kata dev check` runs those.
// Whole-program tests are slow and have their own: `npx vitest run --config runner/test/vitest.config.ts`.
export default defineConfig({
  test: {
    watchTriggerPatterns,
    projects: [
      './runner/vitest.config.ts',
      ...(existsSync('site/node_modules') ? ['./site/vitest.config.ts'] : []),
      ...(existsSync('workspace/vitest.config.ts') ? ['./workspace'] : []),
    ],
  },
})

import type { Vite } from 'vitest/node'

/** Serves the course's own text of a test at the path of the learner's copy, whatever the copy holds. */
export function pristineTestPlugin(textOf: (file: string) => string | undefined): Vite.Plugin {
  return {
    name: 'loadbearing:pristine-test',
    enforce: 'pre',
    load: (id) => textOf(id.replace(/\?.*$/, '')),
  }
}

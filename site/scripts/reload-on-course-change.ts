import { join } from 'node:path'
import type { Plugin } from 'vite'
import { courseRoot } from '../src/course/course-root.ts'

/** While the site is served: a change below `lessons/` or `katas/` is read anew, and open pages show it. */
export function reloadOnCourseChange(): Plugin {
  const folders = ['lessons', 'katas'].map((name) => join(courseRoot(), name))
  return {
    name: 'reload-on-course-change',
    apply: 'serve',
    configureServer(server) {
      server.watcher.add(folders)
      server.watcher.on('all', (_event, path) => {
        if (!folders.some((folder) => path.startsWith(folder))) return
        for (const { moduleGraph, hot } of Object.values(server.environments)) {
          moduleGraph.invalidateAll()
          hot.send({ type: 'full-reload' })
        }
      })
    },
  }
}

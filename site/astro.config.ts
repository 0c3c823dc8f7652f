import { defineConfig } from 'astro/config'
import { reloadOnCourseChange } from './scripts/reload-on-course-change.ts'

export default defineConfig({
  trailingSlash: 'always',
  build: { format: 'directory', inlineStylesheets: 'never', concurrency: 4 },
  devToolbar: { enabled: false },
  vite: {
    plugins: [reloadOnCourseChange()],
    // Figure models and the course's parser lie beside the site.
    server: { fs: { allow: ['..'] } },
  },
})

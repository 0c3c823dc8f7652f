import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { CourseError } from '../errors.ts'
import type { DemoDefinition } from './demo.ts'
import { importTypeScript } from './import-type-script.ts'

/** Loads the demo in `file`, a TypeScript module whose default export is a `demo({ … })`. */
export async function loadDemo(file: string): Promise<DemoDefinition> {
  if (!existsSync(file)) {
    throw new CourseError('DEMO_NOT_FOUND', { message: `This lesson has no demo: there is no ${file}.` })
  }
  const { default: definition } = await importTypeScript<{ default?: Partial<DemoDefinition> }>(
    pathToFileURL(file).href,
  )
  if (definition && typeof definition.run === 'function' && Array.isArray(definition.claims))
    return definition as DemoDefinition
  throw new CourseError('COURSE_FILE_INVALID', {
    message: `${file} should have a \`demo({ … })\` as its default export, and has ${typeof definition}.`,
  })
}

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../test/support/fixture-course.ts'
import { renderJsonSchemas } from './json-schemas.ts'

test.each(Object.entries(renderJsonSchemas()))('%s is what the runner checks', (file, text) => {
  const hint = 'Run `node runner/bin/pinned-node.cjs runner/scripts/write-schemas.ts`.'
  expect(JSON.parse(readFileSync(join(packageRoot, file), 'utf8')), hint).toEqual(JSON.parse(text))
})

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findKata } from './find-kata.ts'

let workspace = ''
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'loadbearing-'))
  await mkdir(join(workspace, 'my-kata'))
  await writeFile(join(workspace, 'my-kata', 'kata.json'), '{"services":{"postgres":2,"redis":"many","oracle":1}}')
})
afterAll(() => rm(workspace, { recursive: true }))

describe('findKata', () => {
  test('reads what is needed from the description beside the test', async () => {
    expect(await findKata(join(workspace, 'my-kata', 'my-kata.test.ts'))).toEqual({
      slug: 'my-kata',
      services: { postgres: 2 },
    })
  })

  test("takes the course's own description for a test in a workspace", async () => {
    const kata = await findKata(join(workspace, 'lost-update', 'lost-update.test.ts'))
    expect(kata).toEqual({ slug: 'lost-update', services: { postgres: 1 } })
  })

  test('finds nothing for a test that is no kata', async () => {
    expect(await findKata(join(workspace, 'other', 'other.test.ts'))).toBeUndefined()
  })
})

import { homedir } from 'node:os'
import { describe, expect, test, vi } from 'vitest'
import { privateTextsOf } from './private-texts.ts'

const user = vi.hoisted(() => ({ name: 'grace' }))
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  userInfo: () => ({ username: user.name }),
}))

const places = { workspaceFolder: '/w', dataFolder: '/data/kata', packageRoot: '/opt/loadbearing', courseTexts: [] }
const textsOf = (courseTexts: readonly string[] = []): string[] =>
  privateTextsOf({ ...places, courseTexts }).map(({ text }) => text)

describe('privateTextsOf', () => {
  test('knows the folders that tell where somebody works, and the name of the user', () => {
    expect(textsOf()).toEqual(expect.arrayContaining(['/data/kata', '/opt/loadbearing', homedir(), 'grace']))
  })

  test('a name that the course itself uses is no secret, and nor is one that many machines share', () => {
    expect(textsOf(["credit(pool, 'Grace', 50)"])).not.toContain('grace')
    user.name = 'root'
    expect(textsOf()).not.toContain('root')
  })

  test('a folder too short to be told from other text is left alone', () => {
    expect(textsOf()).not.toContain('/w')
  })
})

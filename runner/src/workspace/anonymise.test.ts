import { describe, expect, test } from 'vitest'
import { anonymise } from './anonymise.ts'

const home = { text: '/home/ada', replacement: '~' }
const user = { text: 'ada', replacement: '<user>', isWord: true }

describe('anonymise', () => {
  test('replaces what is private in every text, however deep, and in names of fields', () => {
    const value = {
      '/home/ada/a.ts': ['at /home/ada/a.ts:3', { message: 'role "ada" does not exist' }],
      count: 3,
      no: null,
    }
    expect(anonymise(value, [user, home])).toEqual({
      '~/a.ts': ['at ~/a.ts:3', { message: 'role "<user>" does not exist' }],
      count: 3,
      no: null,
    })
  })

  test('a name is replaced as a word only, in capitals too', () => {
    expect(anonymise('Canada, adapter, ADA, /x/ada/y', [user])).toBe('Canada, adapter, <user>, /x/<user>/y')
  })

  test('a path is found with either kind of slash, and what it holds of signs means itself', () => {
    const windows = { text: 'C:\\Users\\ada (home)', replacement: '~' }
    expect(anonymise('C:\\Users\\ada (home)\\a.ts C:/Users/ada (home)/b.ts', [windows])).toBe('~\\a.ts ~/b.ts')
    expect(
      anonymise('a$&b', [
        { text: 'a', replacement: '$&', isWord: false },
        { text: '$&b', replacement: 'x' },
      ]),
    ).not.toContain('$&b')
  })

  test('the longer of two goes first', () => {
    const workspace = { text: '/home/ada/course', replacement: '<workspace>' }
    expect(anonymise('/home/ada/course/a.ts', [home, workspace])).toBe('<workspace>/a.ts')
  })
})

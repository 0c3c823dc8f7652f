import { expect, test } from 'vitest'
import { someScreen } from '../../test/support/some-screen.ts'
import { CourseError } from '../errors.ts'
import { asInternalError, renderError } from './render-error.ts'

test('an error says its title, what happened, what to do and its code', () => {
  const error = new CourseError('UNKNOWN_KATA', {
    message: 'No kata is called "x".\nReally none.',
    hint: 'See `kata list`.',
  })
  expect(renderError(error, someScreen())).toMatchInlineSnapshot(`
    " ✗ There is no such kata.

       No kata is called "x".
       Really none.

       See \`kata list\`.

       UNKNOWN_KATA

    "
  `)
})

test("whatever else is thrown is the runner's own fault, with its stack", () => {
  const error = asInternalError(new TypeError('x is undefined'))
  expect(error).toMatchObject({ code: 'INTERNAL', exitCode: 3 })
  expect(error.message).toContain('TypeError: x is undefined\n    at ')
  expect(asInternalError('text').message).toBe('text')
})

import { expect, test } from 'vitest'
import { renderCompany, renderCompanySection } from './render-company.ts'

const company = {
  name: 'GitLab',
  day: '31 January 2017, UTC',
  timeline: [
    { at: '22:00', text: 'A page: db2 is 4 GB behind.' },
    { at: '1 Feb 17:00', text: 'The database is back, from a copy that took 18 hours to carry over.' },
  ],
}

test('times stand in one column, and what is too long goes on below its text', () => {
  expect(renderCompany(company, 50).join('\n')).toBe(
    `
 GitLab, 31 January 2017, UTC
       22:00  A page: db2 is 4 GB behind.
 1 Feb 17:00  The database is back, from a copy
              that took 18 hours to carry over.`.slice(1),
  )
})

test('in a report it is a section with a table', () => {
  expect(renderCompanySection(company)).toBe(`## GitLab, 31 January 2017, UTC

| when | what |
| --- | --- |
| 22:00 | A page: db2 is 4 GB behind. |
| 1 Feb 17:00 | The database is back, from a copy that took 18 hours to carry over. |

`)
})

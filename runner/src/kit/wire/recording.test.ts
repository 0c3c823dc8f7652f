import { expect, test } from 'vitest'
import { Recording } from './recording.ts'
import type { WireConnection } from './traffic.ts'
import type { PostgresUnit } from './unit.ts'

const connection = { actor: undefined } as WireConnection

test('an error counts from the moment at which the client is told, and only once', () => {
  const recording = new Recording()
  const unit: PostgresUnit = { service: 'postgres', statements: [], outcomes: [] }
  recording.keep(connection, unit)
  expect(recording.errors).toEqual([])
  const error = { code: '42501', message: 'permission denied' }
  unit.outcomes.push({ tag: '', error, columns: [], rows: [], rowCount: 0 })
  expect(recording.errors).toEqual([error])
  recording.answered(unit)
  expect(recording.errors).toEqual([error])
})

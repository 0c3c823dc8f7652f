import { expect, test } from 'vitest'
import { WaitingLine } from './waiting-line.ts'

const stream = (isTTY: boolean): { isTTY: boolean; columns: number; text: string; write(text: string): void } => ({
  isTTY,
  columns: 20,
  text: '',
  write(text) {
    this.text += text
  },
})

test('on a terminal the line is shown at once, fits, and is gone in the end', () => {
  const terminal = stream(true)
  {
    using line = new WaitingLine(terminal)
    line.show('checking…')
    line.show('checking…')
    line.show('pulling an image with a long name')
    expect(terminal.text).toBe('\r\x1b[K checking…\r\x1b[K pulling an image …')
  }
  expect(terminal.text.endsWith('\r\x1b[K')).toBe(true)
})

test('in a file nothing is written', () => {
  const file = stream(false)
  {
    using line = new WaitingLine(file)
    line.show('checking…')
  }
  expect(file.text).toBe('')
})

import { expect, test } from 'vitest'
import { WaitingLines } from './waiting-lines.ts'

const stream = (isTTY: boolean): { isTTY: boolean; columns: number; text: string; write(text: string): void } => ({
  isTTY,
  columns: 20,
  text: '',
  write(text) {
    this.text += text
  },
})

test('on a terminal the line is shown at once, fits, is written once, and is gone in the end', () => {
  const terminal = stream(true)
  {
    using line = new WaitingLines(terminal)
    line.show('checking…')
    line.show('checking…')
    line.show('pulling an image with a long name')
    expect(terminal.text).toBe('\r checking…\x1b[K\r pulling an image …\x1b[K')
  }
  expect(terminal.text.endsWith('\r\x1b[J')).toBe(true)
})

test('several lines are written over from the first, and what is no longer there is erased', () => {
  const terminal = stream(true)
  using lines = new WaitingLines(terminal)
  lines.show('one', 'two', 'three')
  terminal.text = ''
  lines.show('one', '2')
  expect(terminal.text).toBe('\r\x1b[2A one\x1b[K\n 2\x1b[K\x1b[J')
  terminal.text = ''
  lines.clear()
  expect(terminal.text).toBe('\r\x1b[1A\x1b[J')
})

test('in a file nothing is written', () => {
  const file = stream(false)
  {
    using line = new WaitingLines(file)
    line.show('checking…')
  }
  expect(file.text).toBe('')
})

import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { Keys } from './keys.ts'

class Terminal extends EventEmitter {
  isTTY = true
  isRaw = false
  setRawMode(isRaw: boolean): void {
    this.isRaw = isRaw
  }
  resume(): void {}
  pause(): void {}
}

test('single keys are told, Ctrl-C and Ctrl-D mean quit, and escape sequences are left out', () => {
  const terminal = new Terminal()
  const pressed: string[] = []
  using keys = new Keys(terminal)
  keys.resume((key) => pressed.push(key))
  for (const text of ['r', 'he', '\x1b[A', '\x03', '\x04']) terminal.emit('data', Buffer.from(text))
  expect(pressed).toEqual(['r', 'h', 'e', 'q', 'q'])
})

test('the terminal is raw only while keys are read', () => {
  const terminal = new Terminal()
  {
    using keys = new Keys(terminal)
    expect(terminal.isRaw).toBe(false)
    keys.resume(() => undefined)
    expect(terminal.isRaw).toBe(true)
    keys.suspend()
    expect(terminal.isRaw).toBe(false)
    keys.resume(() => undefined)
  }
  expect(terminal.isRaw).toBe(false)
  expect(terminal.listenerCount('data')).toBe(0)
})

test('nothing is read from what is no terminal', () => {
  const terminal = Object.assign(new Terminal(), { isTTY: false })
  using keys = new Keys(terminal)
  keys.resume(() => undefined)
  expect(terminal.isRaw).toBe(false)
  expect(terminal.listenerCount('data')).toBe(0)
})

import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import type { OwnKata } from './own-kata.ts'

/** The program on a terminal of its own, by the `script` command that every Linux has. */
export interface KataTerminal {
  /** What was shown since the last call, without colour; waits until it contains `text`. */
  readonly waitFor: (text: string) => Promise<string>
  readonly type: (keys: string) => void
  /** The exit code, when it has ended. */
  readonly ended: Promise<number | null>
}

export const keys = { enter: '\r', down: '\u001b[B', ctrlC: '\u0003' }

export function openKataTerminal({ bin, env }: OwnKata, columns: number, ...words: string[]): KataTerminal {
  return openTerminal([process.execPath, bin, ...words], env, columns)
}

/** Any program on a terminal of its own. */
export function openTerminal(
  program: readonly string[],
  env: Readonly<Record<string, string>>,
  columns: number,
): KataTerminal {
  const line = program.map((word) => `'${word}'`).join(' ')
  const child = spawn('script', ['-qefc', `stty cols ${columns} rows 40; exec ${line}`, '/dev/null'], {
    env: { ...process.env, ...env, CI: '', TERM: 'xterm', COLUMNS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const shown = { text: '', listeners: new Set<() => void>() }
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    shown.text += stripVTControlCharacters(part)
    for (const listener of shown.listeners) listener()
  })
  const waitFor = (text: string): Promise<string> =>
    new Promise((done) => {
      const look = (): void => {
        const end = shown.text.indexOf(text)
        if (end === -1) return
        shown.listeners.delete(look)
        const seen = shown.text.slice(0, end + text.length)
        shown.text = shown.text.slice(end + text.length)
        done(seen)
      }
      shown.listeners.add(look)
      look()
    })
  return {
    waitFor,
    type: (typed) => void child.stdin.write(typed),
    ended: new Promise((done) => child.on('close', (code) => done(code))),
  }
}

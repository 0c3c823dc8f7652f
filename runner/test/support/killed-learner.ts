// A learner's session, killed at its nth change to the disk:
// `node killed-learner.ts <workspace folder> <kata as JSON> <nth change> <whole | half>`.
// Each finished step is told on stdout; a session that comes to its end tells the names of all its changes.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [folder = '', kata = '{}', nth = '0', how = 'whole'] = process.argv.slice(2)
const { closeSync, openSync, writeSync } = fs
const changes: string[] = []

for (const name of [
  'mkdirSync',
  'openSync',
  'writeSync',
  'writeFileSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
] as const) {
  const original = fs[name] as (...values: unknown[]) => unknown
  const counting = (...values: unknown[]): unknown => {
    changes.push(name)
    if (changes.length === Number(nth)) {
      if (how === 'half') original(values[0], (values[1] as Buffer).subarray(0, 20))
      process.kill(process.pid, 'SIGKILL')
    }
    return original(...values)
  }
  Object.assign(fs, { [name]: counting })
}
syncBuiltinESMExports()

const { runSession } = await import('./learner-session.ts')
const save = (file: string, text: string): void => {
  const descriptor = openSync(file, 'w')
  writeSync(descriptor, text)
  closeSync(descriptor)
}
const tell = (step: string): void => void writeSync(1, `${step}\n`)
runSession(folder, JSON.parse(kata), tell, save)
tell(`all ${changes.join(' ')}`)

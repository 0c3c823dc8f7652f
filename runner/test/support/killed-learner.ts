// A learner's session, really killed after so many changes to the disk:
// `node killed-learner.ts <workspace folder> <kata as JSON> <changes>`. Each finished step is told on standard output.
import { mkdirSync, writeFileSync, writeSync } from 'node:fs'
import { letDiskDie } from './dying-disk.ts'
import { runSession, workspaceAt } from './learner-session.ts'

const [folder = '', kata = '{}', changes = '0'] = process.argv.slice(2)
const write = writeSync
mkdirSync(folder, { recursive: true })
using disk = letDiskDie(Number(changes), () => process.kill(process.pid, 'SIGKILL'))
runSession({
  workspace: workspaceAt(folder),
  kata: JSON.parse(kata),
  tell: (kind) => void write(1, `${kind}\n`),
  save: (file, text) => disk.bypass(() => writeFileSync(file, text)),
})

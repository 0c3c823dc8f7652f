// Appends events to a log as quickly as it can: `node appending-learner.ts <workspace folder> <name> <count>`.
import { join } from 'node:path'
import { appendEvent } from '../../src/workspace/progress-log.ts'

const [folder = '', name = '', count = '0'] = process.argv.slice(2)
const workspace = { folder, progressFile: join(folder, 'progress.jsonl'), attemptsFolder: join(folder, 'attempts') }
for (let number = 0; number < Number(count); number++) {
  appendEvent(workspace, { kind: 'hint', kata: name, heading: `${number} ${'x'.repeat(number * 20)}` })
}

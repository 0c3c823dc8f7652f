// Appends events to a log as quickly as it can: `node appending-learner.ts <workspace folder> <name> <count>`.
import { appendEvent } from '../../src/workspace/progress-log.ts'
import { workspaceAt } from './learner-session.ts'

const [folder = '', name = '', count = '0'] = process.argv.slice(2)
const workspace = workspaceAt(folder)
for (let number = 0; number < Number(count); number++) {
  appendEvent(workspace, { kind: 'hint', kata: name, heading: `${number} ${'x'.repeat(number * 20)}` })
}

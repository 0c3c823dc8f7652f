// A setup file of vitest: tells which test runs before it does, as vitest's own reports wait for the event loop,
// tells while a server is waited for, which is not the learner's time, and tells when the learner's code calls `process.exit`, which vitest turns into an error that code may swallow.
import { open } from 'node:inspector'
import { parentPort } from 'node:worker_threads'
import { beforeEach } from 'vitest'
import { leaseWait } from '../../services/client/lease-wait.ts'
import type { TapMessage } from './tap-message.ts'

const tell = (message: TapMessage): void => parentPort?.postMessage(message)

const inspectPort = process.env['LOADBEARING_INSPECT_PORT']
// The learner's code is loaded after the debugger has attached, so that its breakpoints are set in time.
if (inspectPort) open(Number(inspectPort), '127.0.0.1', true)

beforeEach(({ task }) => tell({ isFromTap: true, type: 'test-started', name: task.fullTestName ?? task.name }))

leaseWait.subscribe((isWaiting) => tell({ isFromTap: true, type: 'lease-wait', isWaiting: isWaiting === true }))

class ExitCalled extends Error {
  override readonly name = 'ExitCalled'
}

process.exit = (code: unknown = process.exitCode ?? 0): never => {
  const called = new ExitCalled(`process.exit(${code}) was called.`)
  tell({ isFromTap: true, type: 'exit-called', exitCode: String(code), stack: called.stack ?? '' })
  throw called
}

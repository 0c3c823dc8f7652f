import { expect, test, vi } from 'vitest'
import { SpawnedProgram } from '../support/spawned-program.ts'

async function findDebuggerUrl(port: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`)
  const [target] = (await response.json()) as { webSocketDebuggerUrl: string }[]
  return String(target?.webSocketDebuggerUrl)
}

test('with --inspect the run waits for a debugger, longer than the limit of the kata, and then goes on', async () => {
  const program = new SpawnedProgram('runs-course')
  await program.run('start', 'sum')
  const running = await program.start('test', 'sum', '--inspect')
  const port = await vi.waitFor(() => {
    const found = /127\.0\.0\.1:(\d+)/.exec(running.stderr)?.[1]
    expect(found).toBeDefined()
    return String(found)
  }, 20_000)
  const url = await vi.waitFor(() => findDebuggerUrl(port), 20_000)
  const socket = new WebSocket(url)
  await new Promise((done) => socket.addEventListener('open', done))
  const paused = new Promise((done) =>
    socket.addEventListener('message', ({ data }) => String(data).includes('Debugger.scriptParsed') && done(data)),
  )
  socket.send(JSON.stringify({ id: 1, method: 'Debugger.enable' }))
  await paused
  expect(running.child.exitCode).toBe(null)
  socket.send(JSON.stringify({ id: 2, method: 'Runtime.runIfWaitingForDebugger' }))
  const { exitCode, stdout } = await running.finished
  expect(stdout).toContain('The sum of 1, 2 and 3 was 5')
  expect(exitCode).toBe(1)
})

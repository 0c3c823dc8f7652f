import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { stressCpu } from './stress-cpu.ts'

test('the load runs in processes of its own, which are gone when it is disposed', async () => {
  const before = await childProcesses()
  {
    await using _load = stressCpu(2)
    expect((await childProcesses()).length).toBe(before.length + 2)
  }
  expect(await childProcesses()).toEqual(before)
})

/** Process ids of this process's children, but for the one that lists them. */
function childProcesses(): Promise<string[]> {
  return new Promise((resolve) => {
    const ps = execFile('ps', ['-o', 'pid=', '--ppid', String(process.pid)], (_error, stdout) => {
      resolve(
        stdout
          .split('\n')
          .map((line) => line.trim())
          .filter((pid) => pid !== '' && pid !== String(ps.pid)),
      )
    })
  })
}

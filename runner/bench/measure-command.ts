import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { medianOf } from '../scripts/numbers/hold-numbers.ts'

export interface Command {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
}

async function timeOnce({ program, args, cwd, env }: Command): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'ignore' })
  await once(child, 'exit')
  return performance.now() - startedAt
}

/**
 * The median duration of each command in milliseconds. They take turns, so that whatever else the machine does meets
 * all of them alike; the first round is not counted.
 */
export async function measureCommands(commands: readonly Command[], rounds: number): Promise<number[]> {
  const durations = commands.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (const [index, command] of commands.entries()) {
      const duration = await timeOnce(command)
      if (round > 0) durations[index]?.push(duration)
    }
  }
  return durations.map(medianOf)
}

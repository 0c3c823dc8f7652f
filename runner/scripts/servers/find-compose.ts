import { runProgram } from '../tools/run-program.ts'

/** The words that start Docker's compose on this machine: the plug-in, or the program; undefined when there is neither. */
export async function findCompose(): Promise<readonly string[] | undefined> {
  for (const words of [['docker', 'compose'], ['docker-compose']]) {
    const [program = '', ...args] = words
    const ended = await runProgram(program, [...args, 'version'], { cwd: '/' }).catch(() => undefined)
    if (ended?.exitCode === 0) return words
  }
  return undefined
}

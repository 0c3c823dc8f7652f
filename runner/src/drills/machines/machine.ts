import { CourseError } from '../../errors.ts'
import type { Engine } from '../../services/docker/engine.ts'
import { findContainerState, readHostPorts, tryInContainer } from '../../services/docker/engine-calls.ts'

/** How a command on a machine ended, and what it wrote. */
export interface CommandResult {
  readonly exitCode: number
  readonly output: string
}

/** Far longer than anything here takes; a script may wait for what never comes. */
const scriptLimitMs = 150_000

/**
 * One machine of a drill: a container that outlives every program in it, as a machine outlives its servers. What a
 * learner does in its shell and what a playbook does by {@link run} are the same.
 */
export class Machine {
  readonly name: string
  readonly containerId: string
  readonly #engine: Engine

  constructor(engine: Engine, name: string, containerId: string) {
    this.#engine = engine
    this.name = name
    this.containerId = containerId
  }

  /** Runs a shell script on it as the user of its shell, and waits for the end, at most 150 seconds. */
  run(script: string, environment: Readonly<Record<string, string>> = {}): Promise<CommandResult> {
    return tryInContainer(this.#engine, this.containerId, script, environment, { limitMs: scriptLimitMs })
  }

  /**
   * Runs a program that may leave servers running behind it, which would hold on to its output. Gives its exit code, 124
   * when it had not ended after `limitSeconds`, and the last line that it wrote.
   */
  async runProgram(path: string, limitSeconds: number): Promise<CommandResult> {
    const output = '/tmp/output-of-program'
    const { exitCode, output: lastLine } = await this.run(
      `timeout ${limitSeconds} ${path} > ${output} 2>&1 < /dev/null; code=$?; tail -n 1 ${output}; exit $code`,
    )
    return { exitCode, output: lastLine.trim() }
  }

  /** The output of a script that has to succeed. Throws SERVICE_NOT_AVAILABLE with the output of one that does not. */
  async must(script: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const { exitCode, output } = await this.run(script, environment)
    if (exitCode === 0) return output.trim()
    throw machineFailed(this.name, exitCode, output)
  }

  /** Writes a file, which can be executed. */
  async put(path: string, text: string): Promise<void> {
    const script = 'printf %s "$CONTENT" > "$FILE.new" && chmod 755 "$FILE.new" && mv "$FILE.new" "$FILE"'
    await this.must(script, { FILE: path, CONTENT: text })
  }

  /** All its processes stand still, while its neighbours see a connection that is open. */
  async pause(): Promise<void> {
    await this.#engine.text({ method: 'POST', path: `/containers/${this.containerId}/pause` })
  }

  async resume(): Promise<void> {
    await this.#engine.text({ method: 'POST', path: `/containers/${this.containerId}/unpause` })
  }

  /** Whether the machine itself is there; what runs on it may be down. */
  async isUp(): Promise<boolean> {
    return (await findContainerState(this.#engine, this.containerId))?.Running === true
  }

  /** From a port inside to its port on 127.0.0.1. */
  readPorts(): Promise<Readonly<Record<string, number>>> {
    return readHostPorts(this.#engine, this.containerId)
  }
}

function machineFailed(name: string, exitCode: number, output: string): CourseError {
  const message = `a command on ${name} ended with ${exitCode}: ${output.trim()}`
  return new CourseError('SERVICE_NOT_AVAILABLE', { message })
}

import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { callDrill, type DrillAddress } from '../../drills/client/drill-client.ts'
import { DrillProcess } from '../../drills/client/drill-process.ts'
import { findRunningDrill } from '../../drills/client/running-drill.ts'
import type { Findings } from '../../drills/drill-definition.ts'
import { CourseError } from '../../errors.ts'
import { asKit } from '../origin/async-watch.ts'

/**
 * The system that a drill's test judges: the one that a person has started, or, in the gate, one of its own on which the
 * playbook beside the test has acted. Everything for all tests of a file.
 */
export class DrillUnderTest implements AsyncDisposable {
  readonly #testFile: string
  #address: Promise<DrillAddress> | undefined
  #findings: Promise<Findings> | undefined
  #process: DrillProcess | undefined

  constructor(testFile: string) {
    this.#testFile = testFile
  }

  examine(): Promise<Findings> {
    this.#findings ??= asKit(async () => callDrill(await this.#find(), 'examine', {}))
    return this.#findings
  }

  /** What the drill leased, as the test would have. */
  async countServices(): Promise<Record<string, number>> {
    if (!this.#process) return {}
    const { leases, machines } = await callDrill(await this.#find(), 'status', {})
    // Machines run from its image.
    const fromImage: Record<string, number> = machines.length > 0 ? { postgres: 1 } : {}
    const leased = leases.map(
      ({ service }) => [service, leases.filter((each) => each.service === service).length] as const,
    )
    return { ...fromImage, ...Object.fromEntries(leased) }
  }

  /** Tells a person's drill how a test ended, for the timeline. */
  async tell(text: string): Promise<void> {
    if (this.#address && !this.#process) await callDrill(await this.#address, 'note', { text, kind: 'check' })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#process?.[Symbol.asyncDispose]()
  }

  #find(): Promise<DrillAddress> {
    this.#address ??= this.#open()
    return this.#address
  }

  async #open(): Promise<DrillAddress> {
    const folder = dirname(this.#testFile)
    const drill = basename(folder)
    const playbookFile = join(folder, 'playbook.ts')
    if (!existsSync(playbookFile)) return findForPerson(drill)
    const temporaryFolder = join(folder, 'logs')
    const definitionFile = join(folder, 'drill.ts')
    this.#process = DrillProcess.start({ ...{ drill, definitionFile, folder, temporaryFolder, playbookFile } })
    const address = await this.#process.address()
    await this.#process.ready()
    return address
  }
}

async function findForPerson(drill: string): Promise<DrillAddress> {
  const running = await findRunningDrill(drill)
  if (running?.status.phase === 'struck' || running?.status.phase === 'checked') return running.address
  const hint = `Start it with \`kata start ${drill}\` in another terminal; it runs until Ctrl-C there.`
  if (!running) throw new CourseError('DRILL_NOT_RUNNING', { message: `No system of ${drill} runs.`, hint })
  throw new CourseError('DRILL_NOT_RUNNING', {
    message: `The system of ${drill} runs, and nothing has happened to it yet.`,
    hint: 'Wait until the dashboard says that something is wrong.',
  })
}

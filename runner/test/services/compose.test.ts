import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findCompose } from '../../scripts/servers/find-compose.ts'
import { loadKata } from '../../src/course/load-kata.ts'
import { runKata } from '../../src/runs/run-kata.ts'
import { stageVariant } from '../../src/runs/stage-variant.ts'
import { VitestHost } from '../../src/runs/vitest-host.ts'
import { composeServices } from '../../src/services/compose-services.ts'
import { examineImages } from '../../src/services/docker/choose-image.ts'
import { findEngine } from '../../src/services/docker/find-engine.ts'
import { findFreePort } from '../../src/services/find-free-port.ts'
import { serviceStatus } from '../../src/services/service-status.ts'
import { stopServices } from '../../src/services/stop-services.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { runProgram } from '../support/run-program.ts'
import { useTemporaryHome, whyNot } from './temporary-home.ts'

// docker-compose.yml as a person uses it: brought up by whatever compose this machine has, then named to the runner.

const names = composeServices.map(({ service }) => service)
const compose = await findCompose()
const reason =
  compose === undefined ? 'there is neither `docker compose` nor docker-compose' : await whyNot('docker', names)
const project = `kata-test-${randomBytes(4).toString('hex')}`
const upLimitMs = 120_000

/** The official images, or those that this machine's recipes made, and ports that are free. */
async function chooseEnvironment(): Promise<Record<string, string>> {
  const { engine } = await findEngine()
  const chosen: Record<string, string> = {}
  for (const { service, portVariable } of composeServices) {
    const ability = engine && (await examineImages(engine, service, { settings: {}, pull: false }))
    if (ability?.can) chosen[`KATA_${service.toUpperCase()}_IMAGE`] = ability.by
    chosen[portVariable] = `${await findFreePort()}`
  }
  return chosen
}

describe.skipIf(reason)(`docker-compose.yml${reason ? ` (skipped: ${reason})` : ''}`, () => {
  useTemporaryHome()
  let env: Record<string, string>

  const runCompose = (...words: string[]) => {
    const [program = '', ...args] = compose ?? []
    const place = ['-f', join(packageRoot, 'docker-compose.yml'), '-p', project]
    return runProgram(program, [...args, ...place, ...words], { env })
  }
  const runKataProgram = (...words: string[]) =>
    runProgram(process.execPath, [join(packageRoot, 'runner', 'bin', 'kata.cjs'), ...words], { env })

  /** The services that are up, with how they are. */
  async function healthOfAll(): Promise<string[]> {
    const ids = (await runCompose('ps', '-q')).stdout.split('\n').filter(Boolean)
    const format = '{{ index .Config.Labels "com.docker.compose.service" }} {{ .State.Health.Status }}'
    const { stdout } = await runProgram('docker', ['inspect', '--format', format, ...ids])
    return stdout.split('\n').filter(Boolean).toSorted()
  }

  beforeAll(async () => {
    env = await chooseEnvironment()
  })
  afterAll(() => runCompose('down', '--timeout', '2', '--volumes'))

  test('a service name starts one, and only that one is named to the runner', async () => {
    const up = await runCompose('up', '-d', 'redis')
    expect(up.code, up.stderr).toBe(0)
    await expect.poll(healthOfAll, { timeout: upLimitMs, interval: 500 }).toEqual(['redis healthy'])
    const printed = await runKataProgram('services', 'env')
    expect(printed.stdout).toBe(`export KATA_REDIS_URL='redis://:loadbearing@127.0.0.1:${env['KATA_REDIS_PORT']}'\n`)
    expect(printed.stderr).toMatch(/postgres does not answer on 127\.0\.0\.1:\d+\.\nkafka does not answer/)
  }, 180_000)

  test('without a name all start, and are healthy', async () => {
    const up = await runCompose('up', '-d')
    expect(up.code, up.stderr).toBe(0)
    const healthy = names.map((name) => `${name} healthy`).toSorted()
    await expect.poll(healthOfAll, { timeout: upLimitMs, interval: 500 }).toEqual(healthy)
  }, 180_000)

  test('katas of each kind run on them, once the variables are set that `kata services env` prints', async () => {
    const { stdout } = await runKataProgram('services', 'env', '--json')
    Object.assign(process.env, JSON.parse(stdout))
    const fixtures = join(packageRoot, 'runner/test/fixtures/rights-course')
    for (const [root, slug] of [
      [packageRoot, 'lost-update'],
      [packageRoot, 'cache-stampede'],
      [fixtures, 'deliver'],
    ] as const) {
      const kata = await loadKata(root, slug)
      await using target = await stageVariant(kata, join(kata.folder, 'solution', `${slug}.ts`))
      await using host = VitestHost.start()
      const verdict = await runKata(target, { host, hasTypeCheck: false })
      expect(verdict, JSON.stringify(verdict)).toMatchObject({ kata: slug, state: 'passed' })
    }
    const providers = (await serviceStatus())?.services.map(({ name, provider }) => `${name} by ${provider}`)
    expect(providers).toEqual(names.map((name) => `${name} by external`))
  }, 180_000)

  test('`kata services stop` leaves them running', async () => {
    await stopServices()
    expect(await healthOfAll()).toEqual(names.map((name) => `${name} healthy`).toSorted())
    for (const { variable } of composeServices) delete process.env[variable]
  })
})

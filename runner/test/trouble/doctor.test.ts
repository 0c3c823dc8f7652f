import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadCourse } from '../../src/course/load-course.ts'
import type { MachineCheck } from '../../src/machine/machine-check.ts'
import { packageRoot } from '../support/fixture-course.ts'
import { startRecordedEngine } from '../support/recorded-engine.ts'
import { SpawnedProgram } from '../support/spawned-program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// The fixture course has one kata with a server: `tally`, with Redis.

/** What `kata doctor --json` says in this environment of one trouble, and how it ends. */
async function diagnose(
  trouble: string,
  environment: Readonly<Record<string, string>>,
  program = doctorIn(environment),
) {
  const { exitCode, stdout, stderr } = await program.run('doctor', '--json')
  const { checks } = JSON.parse(stdout || `{ "checks": [], "stderr": ${JSON.stringify(stderr)} }`)
  return { exitCode, check: (checks as MachineCheck[]).find((check) => check.trouble === trouble) }
}

function doctorIn(environment: Readonly<Record<string, string>>, course = 'runs-course'): SpawnedProgram {
  return new SpawnedProgram(course, environment)
}

/** An environment in which only containers of this engine serve. */
const inContainersOf = ({ address }: { address: string }) => ({ KATA_PROVIDER: 'docker', DOCKER_HOST: address })

const katas = ['tally']

describe('an engine that can not be used', () => {
  test('where none listens is missing, and its katas are counted', async () => {
    const { exitCode, check } = await diagnose(
      'engine-not-found',
      inContainersOf({ address: 'unix:///nowhere/engine.sock' }),
    )
    expect(check).toMatchObject({
      name: 'container engine',
      state: 'missing',
      found: 'none answers: tried DOCKER_HOST=unix:///nowhere/engine.sock (does not exist)',
      means: expect.stringMatching(/1 kata needs this: tally\.$/),
      katas,
    })
    expect(exitCode).toBe(3)
  })

  test('counts the katas of the course itself', async () => {
    const course = await loadCourse(packageRoot)
    const withKafka = [...course.katas.values()].filter(({ services }) => services.kafka).map(({ slug }) => slug)
    const program = doctorIn({ DOCKER_HOST: 'unix:///nowhere/engine.sock', KATA_COURSE: packageRoot })
    expect((await diagnose('engine-not-found', {}, program)).check?.katas).toEqual(expect.arrayContaining(withKafka))
  })

  const user = findUnprivilegedUser()
  test.skipIf(user === undefined)('whose socket this user may not open is told apart', async () => {
    const { address } = await startRecordedEngine()
    const socket = new URL(address).pathname
    chmodSync(dirname(socket), 0o755)
    chmodSync(socket, 0o600)
    const { environment } = doctorIn({ ...inContainersOf({ address }), KATA_HOME: '/nowhere', HOME: '/nowhere' })
    const bin = join(packageRoot, 'runner', 'bin', 'kata.cjs')
    const options = { env: environment, ...user, encoding: 'utf8' } as const
    const { stdout, status } = spawnSync(process.execPath, [bin, 'doctor', '--json'], options)
    const { checks } = JSON.parse(stdout) as { readonly checks: readonly MachineCheck[] }
    expect(checks.find(({ trouble }) => trouble === 'engine-not-permitted')).toMatchObject({
      state: 'missing',
      found: `DOCKER_HOST=${address}: permission denied`,
      katas,
      mend: expect.stringContaining('newgrp docker'),
    })
    expect(status).toBe(3)
  })

  test('that is too old is not used', async () => {
    const { check } = await diagnose(
      'engine-too-old',
      inContainersOf(await startRecordedEngine({ apiVersion: '1.40' })),
    )
    expect(check).toMatchObject({ state: 'missing', found: expect.stringContaining('speaks API 1.40'), katas })
  })

  test('that is on another machine is left', async () => {
    const { check } = await diagnose('engine-remote', inContainersOf({ address: 'tcp://192.0.2.1:2375' }))
    expect(check).toMatchObject({ state: 'missing', katas, mend: 'unset DOCKER_HOST' })
  })

  test('that hangs is paused', async () => {
    const engine = await startRecordedEngine({ everything: () => undefined })
    const { check } = await diagnose('engine-paused', inContainersOf(engine))
    expect(check).toMatchObject({
      state: 'missing',
      found: expect.stringContaining('does not answer within 2 s'),
      katas,
    })
  })

  test('that says it is paused is so', async () => {
    const engine = await startRecordedEngine({
      everything: (response) => response.writeHead(503).end('{"message":"Docker Desktop is manually paused."}'),
    })
    const { check } = await diagnose('engine-paused', inContainersOf(engine))
    expect(check?.found).toContain('Docker Desktop is manually paused.')
  })
})

test('an engine that answers and refuses all else is told, and other providers serve', async () => {
  const engine = await startRecordedEngine({
    everything: (response, { url }) =>
      response.writeHead(url === '/_ping' ? 200 : 500).end('{"message":"broken store"}'),
  })
  const { check } = await diagnose('engine-not-found', { DOCKER_HOST: engine.address })
  expect(check?.found).toMatch(/\(the engine refused \(500\): broken store\)$/)
})

describe('an engine that works, with something about it', () => {
  test('rootless: nginx is what it can not serve', async () => {
    const engine = await startRecordedEngine({
      image: {},
      info: { SecurityOptions: ['name=seccomp', 'name=rootless'] },
    })
    const { exitCode, check } = await diagnose('engine-rootless', inContainersOf(engine))
    expect(check).toMatchObject({ state: 'note', found: expect.stringContaining('rootless') })
    expect(exitCode).toBe(0)
  })

  test('an image for another processor', async () => {
    const engine = await startRecordedEngine({ image: { Architecture: 'arm64' } })
    const { check } = await diagnose('image-for-another-processor', inContainersOf(engine))
    expect(check?.found).toMatch(/ is for arm64, and the engine is x64$/)
  })

  test('a clock that is behind', async () => {
    const SystemTime = new Date(Date.now() - 90_000).toISOString()
    const { check } = await diagnose(
      'clock-skewed',
      inContainersOf(await startRecordedEngine({ image: {}, info: { SystemTime } })),
    )
    expect(check).toMatchObject({
      found: expect.stringMatching(/^that of the engine is 9\d s behind$/),
      means: expect.stringContaining('tally'),
    })
  })

  test('little memory', async () => {
    const engine = await startRecordedEngine({ image: {}, info: { MemTotal: 400e6 } })
    expect((await diagnose('engine-memory-short', inContainersOf(engine))).check).toMatchObject({ katas })
  })

  test('images that are missing, and no proxy to download them by', async () => {
    const environment = { ...inContainersOf(await startRecordedEngine()), HTTPS_PROXY: 'http://proxy.example:3128' }
    const { check } = await diagnose('image-missing', environment)
    expect(check).toMatchObject({ mend: 'kata prefetch' })
    expect((await diagnose('engine-without-proxy', environment)).check).toMatchObject({ state: 'note' })
  })

  test('a container of ours that is paused goes on by --fix', async () => {
    const engine = await startRecordedEngine({ image: {}, hasPausedContainer: true })
    const program = doctorIn(inContainersOf(engine))
    expect((await diagnose('container-paused', {}, program)).check).toMatchObject({ name: 'redis', state: 'note' })
    const unasked = await program.run('doctor', '--fix')
    expect([unasked.exitCode, engine.requests.filter((request) => request.includes('unpause'))]).toEqual([2, []])
    const fixed = await program.run('doctor', '--fix', '--yes')
    expect(fixed.stderr).toContain('Let the container loadbearing-redis-0f8a9d7c go on…')
    expect(fixed.stdout.split('This machine is ready.')).toHaveLength(3)
    expect((await diagnose('container-paused', {}, program)).check).toBeUndefined()
  })
})

test('what --fix can not mend is told, does not keep back the rest, and is exit code 3', async () => {
  const pull = (response: ServerResponse) => void response.end('{"error":"no such host"}\n')
  const engine = await startRecordedEngine({ hasPausedContainer: true, pull })
  const { exitCode, stderr } = await doctorIn(inContainersOf(engine)).run('doctor', '--fix', '--yes')
  expect(stderr).toMatch(/could not be pulled: no such host.*IMAGE_NOT_PULLED/s)
  expect(engine.requests).toContainEqual(expect.stringMatching(/^POST .*unpause$/))
  expect(exitCode).toBe(3)
})

describe('this machine', () => {
  const local = { KATA_PROVIDER: 'local' }

  test('with a port of docker-compose.yml taken names who holds it', async () => {
    const port = await takePort()
    const { check } = await diagnose('port-taken', { ...local, KATA_REDIS_PORT: `${port}` })
    const holder = process.platform === 'linux' ? `node (process ${process.pid})` : 'node'
    expect(check).toMatchObject({
      state: 'note',
      found: expect.stringContaining(`${port}, of redis in docker-compose.yml`),
    })
    if (process.platform !== 'win32') expect(check?.found).toContain(holder)
  })

  test('with a proxy that would get what is meant for loopback', async () => {
    const proxied = { ...local, HTTP_PROXY: 'http://proxy.example:3128', NO_PROXY: '' }
    expect((await diagnose('proxy-for-loopback', proxied)).check).toMatchObject({
      state: 'note',
      mend: 'export NO_PROXY=localhost,127.0.0.1,::1',
    })
    const obeyed = await diagnose('proxy-for-loopback', { ...proxied, NODE_USE_ENV_PROXY: '1' })
    expect([obeyed.exitCode, obeyed.check?.state]).toEqual([3, 'missing'])
    const exempt = { ...proxied, NO_PROXY: '127.0.0.1,localhost' }
    expect((await diagnose('proxy-for-loopback', exempt)).check).toBeUndefined()
  })

  test('with an old Node on PATH', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'node'), '#!/bin/sh\necho v18.19.1\n', { mode: 0o755 })
    const { check } = await diagnose('node-too-old', { ...local, PATH: `${folder}:${process.env['PATH']}` })
    expect(check?.found).toContain(`v18.19.1 on PATH (${join(folder, 'node')})`)
  })

  test('with a vitest of the workspace', async () => {
    const program = doctorIn(local)
    const own = join(program.workspace, 'node_modules', 'vitest')
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'package.json'), '{ "version": "4.0.0" }')
    expect((await diagnose('two-vitest-copies', {}, program)).check).toMatchObject({
      state: 'note',
      mend: expect.stringContaining(`cd ${program.workspace} && npm install --save-exact vitest@`),
    })
  })

  const canMount = process.platform === 'linux' && process.getuid?.() === 0
  test.skipIf(!canMount)('with a disk below the data folder that is too small', async () => {
    const disk = temporaryFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
    onTestFinished(() => void execFileSync('umount', ['--lazy', disk]))
    const { exitCode, check } = await diagnose('disk-full', { ...local, KATA_HOME: disk })
    expect(check).toMatchObject({ state: 'missing', katas })
    expect(exitCode).toBe(3)
  })

  test('is told in words on a plain screen', async () => {
    const { stdout } = await doctorIn(local).run('doctor', '--plain')
    expect(stdout).toMatch(/^ ok +memory/m)
  })
})

/** Root may open every socket, so another user tries, where one can read the course: absent where none can. */
function findUnprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  const nobody = { uid: 65_534, gid: 65_534 }
  const { status } = spawnSync(process.execPath, ['--version'], { ...nobody, cwd: packageRoot })
  return status === 0 ? nobody : undefined
}

/** A port that this process holds until the test ends. */
async function takePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

import { expect, test } from 'vitest'
import { someEngine, someFacts } from '../../test/support/some-facts.ts'
import { restartCommand } from './restart-command.ts'

test.each([
  ['linux', '/var/run/docker.sock', 'sudo systemctl restart docker'],
  ['linux', '/home/me/.docker/desktop/docker.sock', 'docker desktop restart'],
  ['linux', '/run/user/1000/podman/podman.sock', 'systemctl --user restart podman'],
  ['darwin', '/var/run/docker.sock', 'docker desktop restart'],
  ['darwin', 'docker context colima', 'colima restart'],
  ['win32', 'the pipe docker_engine', 'wsl --shutdown'],
] as const)('on %s the engine found by %s is restarted by `%s`, whether it answers or not', (platform, way, command) => {
  expect(restartCommand(someFacts({ platform, engine: someEngine({ foundBy: way }) }))).toBe(command)
  const attempts = [{ way, kind: 'paused', reason: 'does not answer within 2 s' }] as const
  expect(restartCommand(someFacts({ platform, attempts }))).toBe(command)
})

test('Docker Desktop is known by what it says of itself', () => {
  const engine = someEngine({ operatingSystem: 'Docker Desktop' })
  expect(restartCommand(someFacts({ engine }))).toBe('docker desktop restart')
})

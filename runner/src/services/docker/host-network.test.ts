import { expect, test } from 'vitest'
import { chooseHostNetwork } from './host-network.ts'

const engine = { OSType: 'linux', OperatingSystem: 'Debian GNU/Linux 12', SecurityOptions: ['name=seccomp'] }
const desktop = { ...engine, OperatingSystem: 'Docker Desktop' }
const rootless = { ...engine, SecurityOptions: ['name=seccomp', 'name=rootless'] }

test.each([
  ['an engine on this Linux shares its network', engine, 'linux', 'host'],
  ['Docker Desktop on Linux is a virtual machine', desktop, 'linux', 'published'],
  ['an engine of macOS is in a virtual machine, whatever it says of it', engine, 'darwin', 'published'],
  ['an engine of Windows is in a virtual machine', desktop, 'win32', 'published'],
  ['a rootless engine has a network of its own', rootless, 'linux', 'none'],
  [
    'an engine that says nothing of security is no rootless one',
    { OSType: 'linux', SecurityOptions: null },
    'linux',
    'host',
  ],
] as const)('%s', (_, info, platform, expected) => {
  expect(chooseHostNetwork(info, platform)).toBe(expected)
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { chooseMirror, findDistributionMirror } from './distribution-mirror.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kata-apt-'))
  mkdirSync(join(root, 'etc/apt/sources.list.d'), { recursive: true })
})

afterEach(() => rmSync(root, { recursive: true }))

function write(file: string, text: string): void {
  writeFileSync(join(root, 'etc', file), text)
}

test("the distribution's archive is found among foreign sources", async () => {
  write('os-release', 'ID=debian\nVERSION_CODENAME=bookworm\n')
  write('apt/sources.list.d/cloud.list', 'deb https://packages.example/apt cloud-sdk-bookworm main\n')
  write(
    'apt/sources.list.d/node.list',
    'deb [signed-by=/usr/share/keyrings/node.gpg] https://node.example bookworm main\n',
  )
  write(
    'apt/sources.list.d/debian.sources',
    'Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n',
  )
  expect(await findDistributionMirror(root)).toEqual({
    codename: 'bookworm',
    source: 'deb http://mirror.example/debian bookworm main',
  })
})

test('Ubuntu is asked for universe too, where its redis is', async () => {
  write('os-release', 'ID=ubuntu\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n')
  write('apt/sources.list', 'deb http://archive.ubuntu.com/ubuntu noble main restricted universe\n')
  const mirror = await findDistributionMirror(root)
  expect(mirror?.source).toBe('deb http://archive.ubuntu.com/ubuntu noble main universe')
})

test('a system without such an archive has no mirror', async () => {
  write('os-release', 'ID=fedora\nVERSION_CODENAME=""\n')
  expect(await findDistributionMirror(root)).toBeUndefined()
})

test('an official host beats an unsigned stranger of the same suite', () => {
  const source = { suite: 'bookworm', components: ['main'] }
  const official = { ...source, uri: 'http://deb.debian.org/debian' }
  const chosen = chooseMirror([{ ...source, uri: 'https://stranger.example' }, official], 'bookworm')
  expect(chosen).toBe(official)
})

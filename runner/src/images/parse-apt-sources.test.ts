import { expect, test } from 'vitest'
import { parseAptSources } from './parse-apt-sources.ts'

test('a block of fields is one source for each address and suite', () => {
  const text = `Types: deb deb-src
# a remark
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
Enabled: no
URIs: http://other.example
Suites: bookworm
Components: main
`
  const source = {
    uri: 'http://deb.debian.org/debian',
    components: ['main', 'contrib'],
    signedBy: '/usr/share/keyrings/debian-archive-keyring.gpg',
  }
  expect(parseAptSources(text, true)).toEqual([
    { ...source, suite: 'bookworm' },
    { ...source, suite: 'bookworm-updates' },
  ])
})

test('a field goes on in indented lines', () => {
  const text = 'Types: deb\nURIs: http://a.example\nSuites: noble\nComponents: main\n universe\n'
  expect(parseAptSources(text, true)[0]?.components).toEqual(['main', 'universe'])
})

test('a line names one source, with options in brackets or without', () => {
  const text = `# deb http://no.example bookworm main
deb http://a.example/debian bookworm main non-free # why
deb [arch=amd64 signed-by=/etc/k.gpg] https://b.example stable main
deb-src http://a.example/debian bookworm main`
  expect(parseAptSources(text, false)).toEqual([
    { uri: 'http://a.example/debian', suite: 'bookworm', components: ['main', 'non-free'] },
    { uri: 'https://b.example', suite: 'stable', components: ['main'], signedBy: '/etc/k.gpg' },
  ])
})

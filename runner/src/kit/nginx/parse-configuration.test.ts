import { expect, test } from 'vitest'
import { type Directive, parseConfiguration } from './parse-configuration.ts'

function outline(directives: readonly Directive[]): unknown[] {
  return directives.map(({ name, words, block }) => {
    const line = [name, ...words.map(({ text }) => text)].join(' ')
    return block ? [line, outline(block)] : line
  })
}

const outlineOf = (text: string) => outline(parseConfiguration(text))

test('directives and blocks are told apart, whatever their layout', () => {
  const text = 'upstream shop{server app-1:8080 max_fails=3;server app-2:8080;}\nserver\n{\n  listen\n 80;\n}\n'
  expect(outlineOf(text)).toEqual([
    ['upstream shop', ['server app-1:8080 max_fails=3', 'server app-2:8080']],
    ['server', ['listen 80']],
  ])
})

test('comments hold no directives, and a # inside a word begins none', () => {
  expect(outlineOf('# listen 81; {\nlisten 80; # }\nreturn 200 a#b;')).toEqual(['listen 80', 'return 200 a#b'])
})

test.each([
  ['a quoted word', String.raw`return 200 "a;{b}\"c"`],
  ['a word in single quotes', "set $x '}'"],
  ['a variable in braces', ['proxy_pass http://$', '{host}_x'].join('')],
  ['an escape', String.raw`if_not $uri a\{2`],
])('%s keeps what would end a directive', (_, directive) => {
  expect(outlineOf(`${directive}; listen 80;`)).toEqual([directive, 'listen 80'])
})

test('a text that nginx would refuse is read as far as it goes', () => {
  expect(outlineOf('server { listen 80; location / { return 200')).toEqual([
    ['server', ['listen 80', ['location /', []]]],
  ])
  expect(outlineOf('} listen 80;')).toEqual(['listen 80'])
  expect(outlineOf('a "b')).toEqual([])
})

test('each word and directive knows its place', () => {
  const text = 'server {\n  listen 80 default_server;\n}'
  const [server] = parseConfiguration(text)
  const listen = server?.block?.[0]
  expect(text.slice(server?.start, server?.end)).toBe('server {')
  expect(text.slice(listen?.start, listen?.end)).toBe('listen 80 default_server;')
  expect(listen?.words.map(({ start, end }) => text.slice(start, end))).toEqual(['80', 'default_server'])
})

import { expect, test } from 'vitest'
import { findOwnPorts, placeConfiguration } from './place-configuration.ts'

const addresses = {
  listen: '127.0.0.1:23456',
  apps: new Map([
    ['app-1:8080', '127.0.0.1:41001'],
    ['app-10:8080', '127.0.0.1:41010'],
  ]),
  own: new Map([[8081, '127.0.0.1:29999']]),
}

const place = (text: string) => placeConfiguration(text, addresses)

test.each([
  ['server { listen 80; }', 'server { listen 127.0.0.1:23456; }'],
  ['server { listen *:80 default_server; }', 'server { listen 127.0.0.1:23456 default_server; }'],
  ['server { listen localhost; }', 'server { listen 127.0.0.1:23456; }'],
  ['server { listen 80; listen [::]:80; }', 'server { listen 127.0.0.1:23456;  }'],
  ['server { server_name shop; }', 'server { listen 127.0.0.1:23456; server_name shop; }'],
  ['server { listen 127.0.0.1:8081; }', 'server { listen 127.0.0.1:29999; }'],
  ['server { listen unix:shop.sock; }', 'server { listen unix:shop.sock; }'],
])('%s listens where it can be reached', (text, placed) => {
  expect(place(text)).toBe(placed)
})

test('every server of a port listens there, for its own names', () => {
  expect(place('server { listen 80; } server { listen 80; }')).toBe(
    'server { listen 127.0.0.1:23456; } server { listen 127.0.0.1:23456; }',
  )
})

test.each([
  ['upstream shop { server app-1:8080 max_fails=3; }', 'upstream shop { server 127.0.0.1:41001 max_fails=3; }'],
  ['server app-10:8080;', 'server 127.0.0.1:41010;'],
  ['proxy_pass http://app-1:8080/orders;', 'proxy_pass http://127.0.0.1:41001/orders;'],
  ['proxy_pass http://localhost:8081;', 'proxy_pass http://127.0.0.1:29999;'],
  ['server my-app-1:8080;', 'server my-app-1:8080;'],
  ['server app-1:80801;', 'server app-1:80801;'],
  ['# app-1:8080', '# app-1:8080'],
])('in %s names of apps are addresses', (text, placed) => {
  expect(place(text)).toBe(placed)
})

test('logs go where the kit reads them, once for each level', () => {
  expect(place('access_log /var/log/nginx/a.log;\nserver { listen 80; access_log off; access_log b.log main; }')).toBe(
    '\nserver { listen 127.0.0.1:23456; access_log requests.log kata;  }',
  )
  expect(place('error_log /var/log/nginx/error.log warn;')).toBe('error_log error.log warn;')
})

test('each line stays on its line', () => {
  const text = 'server {\n  listen\n    80;\n  listen\n    [::]:80;\n  access_log\n    /a.log\n    main;\n  bad;\n}\n'
  const lineOf = (configuration: string) => configuration.split('\n').indexOf('  bad;')
  expect(lineOf(place(text))).toBe(lineOf(text))
})

test('the ports that servers keep for themselves are found', () => {
  const text = 'server { listen 80; listen 8081; } server { listen 127.0.0.1:8081; listen 8082; listen unix:x; }'
  expect(findOwnPorts(text)).toEqual([8081, 8082])
})

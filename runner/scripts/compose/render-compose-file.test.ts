import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { officialImages } from '../../src/services/docker/service-images.ts'
import { postgresArguments } from '../../src/services/postgres-options.ts'
import { renderComposeFile } from './render-compose-file.ts'

const text = readFileSync(join(import.meta.dirname, '../../../docker-compose.yml'), 'utf8')

test('docker-compose.yml is what the runner’s own settings make', () => {
  expect(text, 'Run `node runner/bin/pinned-node.cjs runner/scripts/write-compose.ts`.').toBe(renderComposeFile())
})

test('it has the pinned images under their variables, on loopback, with health checks and without profiles', () => {
  const { services } = parse(text) as { services: Record<string, Record<string, unknown>> }
  expect(Object.keys(services)).toEqual(['postgres', 'redis', 'kafka'])
  for (const [name, service] of Object.entries(services)) {
    const image = officialImages[name as keyof typeof officialImages]
    expect(service).toMatchObject({
      image: `\${KATA_${name.toUpperCase()}_IMAGE:-${image}}`,
      ports: [expect.stringMatching(/^127\.0\.0\.1:/)],
      healthcheck: { test: expect.any(Array) },
    })
    expect(service).not.toHaveProperty('profiles')
  }
  expect(text).toContain(postgresArguments.join(' '))
})

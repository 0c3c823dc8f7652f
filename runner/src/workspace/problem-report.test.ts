import { expect, test } from 'vitest'
import { packProblemReport } from './problem-report.ts'
import type { RunEvent } from './progress-event.ts'

const evidence = [{ kind: 'count' as const, label: 'sums in /home/ada/course', value: 2 }]

test('a report holds these fields and no others, whatever else is known', () => {
  const run = {
    ...{ kind: 'run', id: 'secret-id', at: '2026-11-02T10:00:00.000Z', kata: 'lost-update', runId: 'secret-run' },
    ...{
      state: 'failed',
      durationMs: 5,
      contentHash: 'secret-hash',
      testHash: 't',
      failedTest: 'Both',
      message: 'No.',
    },
    tests: [{ name: 'Both', state: 'failed', evidence, output: 'secret-output' }],
    environment: { TOKEN: 'secret-token' },
  } as unknown as RunEvent
  const versions = {
    ...{ loadbearing: '1.0.0', node: 'v26.0.0', platform: 'linux x64', hostname: 'secret-host' },
    servers: [{ service: 'postgres', provider: 'local', version: '18.4', password: 'secret-password' }],
  }
  const code = { name: 'lost-update.ts', text: "import '/home/ada/course/x.ts'", path: '/secret' }
  const privateTexts = [{ text: '/home/ada', replacement: '~' }]
  const report = packProblemReport({ run, code, versions, privateTexts })
  expect(report).toEqual({
    format: 'loadbearing problem report 1',
    kata: 'lost-update',
    versions: {
      ...{ loadbearing: '1.0.0', node: 'v26.0.0', platform: 'linux x64' },
      servers: [{ service: 'postgres', provider: 'local', version: '18.4' }],
    },
    verdict: {
      ...{
        state: 'failed',
        at: '2026-11-02T10:00:00.000Z',
        durationMs: 5,
        failedTest: 'Both',
        message: 'No.',
        testHash: 't',
      },
      tests: [{ name: 'Both', state: 'failed', evidence: [{ kind: 'count', label: 'sums in ~/course', value: 2 }] }],
    },
    code: { name: 'lost-update.ts', text: "import '~/course/x.ts'" },
  })
  expect(JSON.stringify(report)).not.toContain('secret')
})

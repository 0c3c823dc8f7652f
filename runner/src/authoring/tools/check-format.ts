import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Unruled } from '../problem.ts'
import { runTool } from './run-tool.ts'

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      message: z.string(),
      category: z.string().nullish(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }).nullish() }).nullish(),
    }),
  ),
})

interface FormatCheck {
  /** Where the files are. A course may bring a `biome.json` of its own. */
  readonly courseRoot: string
  readonly packageRoot: string
  /** Relative to the course's root. */
  readonly files: readonly string[]
  readonly signal?: AbortSignal | undefined
}

/** Formatted and linted by Biome; `undefined` when Biome, a development dependency, is not installed. */
export async function checkFormat({
  courseRoot,
  packageRoot,
  files,
  signal,
}: FormatCheck): Promise<Unruled[] | undefined> {
  if (files.length === 0) return []
  const own = join(courseRoot, 'biome.json')
  const config = existsSync(own) ? own : join(packageRoot, 'biome.json')
  const args = ['check', '--reporter=json', '--max-diagnostics=none', `--config-path=${config}`, ...files]
  const tool = { packageName: '@biomejs/biome', program: 'bin/biome' }
  const output = await runTool({ ...tool, args, folder: courseRoot, signal })
  return output === undefined ? undefined : readReport(output)
}

/** Reads Biome's JSON report. */
function readReport(output: string): Unruled[] {
  const start = output.indexOf('{')
  const { diagnostics } = reportSchema.parse(JSON.parse(start === -1 ? '{"diagnostics":[]}' : output.slice(start)))
  return diagnostics
    .filter(({ severity }) => severity === 'error' || severity === 'fatal')
    .map(({ message, category, location }) => {
      const isFormat = category === 'format'
      const line = location?.start?.line ?? 0
      return {
        file: location?.path.replaceAll('\\', '/') ?? 'biome.json',
        ...(line > 0 ? { line } : {}),
        expected: isFormat ? 'the format of Biome' : `no complaint of ${category ?? 'Biome'}`,
        got: isFormat ? 'another' : message,
        fix: isFormat ? 'Run `npx biome check --write` on the file.' : 'Change the line.',
      }
    })
}

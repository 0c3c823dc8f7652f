import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Unruled } from '../problem.ts'
import { runTool } from './run-tool.ts'
import { makeStagingFolder } from './staging-folder.ts'

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
export async function checkFormat(check: FormatCheck): Promise<Unruled[] | undefined> {
  const { courseRoot, packageRoot, files, signal } = check
  const found = [courseRoot, packageRoot].map((root) => join(root, 'biome.json')).find((file) => existsSync(file))
  if (files.length === 0 || found === undefined) return []
  await using folder = await makeStagingFolder(packageRoot, 'format')
  const config = join(folder.path, 'biome.json')
  await writeFile(config, JSON.stringify(withoutSlowRules(JSON.parse(await readFile(found, 'utf8')))))
  const args = ['check', '--reporter=json', '--max-diagnostics=none', `--config-path=${config}`, ...files]
  const tool = { packageName: '@biomejs/biome', program: 'bin/biome' }
  const output = await runTool({ ...tool, args, folder: courseRoot, signal })
  return output === undefined ? undefined : readReport(output)
}

/**
 * The rules that look at one file. Those that read the whole project first (floating promises, import cycles) take
 * longer than a kata's runs; the lint of the repository applies them to katas, too.
 */
function withoutSlowRules({ formatter, javascript, json, linter, overrides }: BiomeConfig): BiomeConfig {
  const {
    nursery: _nursery,
    suspicious: { noImportCycles: _cycles, ...suspicious } = {},
    ...rules
  } = linter?.rules ?? {}
  return { formatter, javascript, json, linter: { rules: { ...rules, suspicious } }, overrides }
}

interface BiomeConfig {
  readonly formatter?: unknown
  readonly javascript?: unknown
  readonly json?: unknown
  readonly linter?: { readonly rules?: { readonly nursery?: unknown; readonly suspicious?: Record<string, unknown> } }
  readonly overrides?: unknown
}

/** Reads Biome's JSON report. */
function readReport(output: string): Unruled[] {
  const { diagnostics } = reportSchema.parse(JSON.parse(output.slice(Math.max(0, output.indexOf('{')))))
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

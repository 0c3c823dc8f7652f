import { basename } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { findPlace, isSameFile, type LearnerSource, placeAt } from './find-place.ts'
import type { ReportedError, ReportedTest } from './host-protocol.ts'
import type { Place } from './verdict.ts'

export interface CompileError {
  readonly message: string
  readonly place?: Place
}

/** Reads an error of loading the test: a syntax error or an import that leads nowhere; undefined when the code itself threw. */
export function describeCompileError(error: ReportedError, source: LearnerSource): CompileError | undefined {
  const text = stripVTControlCharacters(error.message)
  return describeParseError(text, source) ?? describeImportError(text, error, source)
}

/** A test that calls what the learner's file no longer exports. */
export function describeMissingExport(
  test: ReportedTest,
  testFile: string,
  source: LearnerSource,
): CompileError | undefined {
  const [error] = test.errors
  const name = /^\(?(?:0 ?, ?)?(?:__vi_import_\d+__\.)?([\w$]+)\)? is not a (?:function|constructor)$/.exec(
    error?.message ?? '',
  )?.[1]
  const [inner] = error?.frames ?? []
  if (name === undefined || inner === undefined || !isSameFile(inner.file, testFile)) return undefined
  if (exportsName(source.text, name)) return undefined
  return { message: `${basename(source.file)} does not export \`${name}\`, which the test imports.` }
}

/** `[PARSE_ERROR] Expected …` and a drawing whose first line holds `[ file:5:1 ]`. */
function describeParseError(text: string, source: LearnerSource): CompileError | undefined {
  const message = /\[PARSE_ERROR\]\s*(.+)/.exec(text)?.[1]?.trim()
  if (message === undefined) return undefined
  const [, file, line, column] = /\[\s*(\S+?):(\d+):(\d+)\s*\]/.exec(text) ?? []
  const isOwn = file !== undefined && isSameFile(file, source.file)
  return isOwn
    ? { message, place: placeAt(Number(line), Number(column), source) }
    : { message: `${message} (${file}:${line}:${column})` }
}

function describeImportError(text: string, error: ReportedError, source: LearnerSource): CompileError | undefined {
  const { kind, name, importer } = readImportError(text) ?? {}
  if (kind === undefined || name === undefined || importer === undefined) return undefined
  const isOwn = isSameFile(importer, source.file)
  if (kind === 'module') {
    const message = `There is no file ${name}, which ${basename(importer)} imports.`
    return isOwn ? withPlace(message, name, error, source) : { message }
  }
  return isOwn
    ? withPlace(`There is no package '${name}', which ${basename(importer)} imports.`, name, error, source)
    : undefined
}

/** A package that the course's own files import is not there: the installation's fault. */
export function describeMissingPackage(error: ReportedError): string | undefined {
  const { kind, name, importer } = readImportError(stripVTControlCharacters(error.message)) ?? {}
  return kind === 'package'
    ? `There is no package '${name}', which ${basename(importer ?? '')} of the course needs.`
    : undefined
}

function readImportError(text: string): { kind?: string; name?: string; importer?: string } | undefined {
  return /^Cannot find (?<kind>module|package) '(?<name>[^']+)' imported from (?<importer>\S+)/.exec(text)?.groups
}

function withPlace(message: string, name: string, error: ReportedError, source: LearnerSource): CompileError {
  const place = findImport(name, source) ?? findPlace(error.frames, source)
  return place === undefined ? { message } : { message, place }
}

function findImport(name: string, source: LearnerSource): Place | undefined {
  const lines = source.text.split('\n')
  for (const quote of ["'", '"']) {
    const index = lines.findIndex(
      (line) => /\b(?:import|from|export)\b/.test(line) && line.includes(quote + name + quote),
    )
    if (index >= 0) return placeAt(index + 1, (lines[index] ?? '').indexOf(quote + name) + 1, source)
  }
  return undefined
}

function exportsName(text: string, name: string): boolean {
  const safe = name.replaceAll('$', '\\$')
  return new RegExp(`export\\s+[^;{]*\\b${safe}\\b|export\\s*\\{[^}]*\\b${safe}\\b[^}]*\\}`).test(text)
}

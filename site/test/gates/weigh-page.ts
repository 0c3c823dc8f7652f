import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BuiltPage } from './load-pages.ts'

export interface SitePlace {
  readonly folder: string
  readonly base: string
}

/** Bytes of a page as a server sends it: each file compressed by itself. */
export interface PageWeight {
  readonly htmlBytes: number
  readonly cssBytes: number
  readonly jsBytes: number
  readonly scripts: number
}

export function weighPage({ html }: BuiltPage, site: SitePlace): PageWeight {
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, address = '']) => address)
  const scripts = [...html.matchAll(/<script(?: [^>]*?src="([^"]+)")?[^>]*>([\s\S]*?)<\/script>/g)]
  const files = new Set<string>()
  for (const [, address, code = ''] of scripts) {
    for (const name of address === undefined ? findImports(code) : [address]) addScript(fileOf(name, site), site, files)
  }
  return {
    htmlBytes: sizeOf(html),
    cssBytes: sum(styles.map((address) => sizeOf(readFileSync(fileOf(address, site))))),
    jsBytes: sum([
      ...scripts.map(([, , code = '']) => sizeOf(code)),
      ...[...files].map((file) => sizeOf(readFileSync(file))),
    ]),
    scripts: scripts.length,
  }
}

/** A script and all that it imports, each once. */
function addScript(file: string, site: SitePlace, files: Set<string>): void {
  if (files.has(file)) return
  files.add(file)
  for (const name of findImports(readFileSync(file, 'utf8'))) {
    addScript(name.startsWith('.') ? join(dirname(file), name) : fileOf(name, site), site, files)
  }
}

function findImports(code: string): string[] {
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'`]([./][^"'`$]*)["'`]/g)].map(([, name = '']) => name)
}

function fileOf(address: string, { folder, base }: SitePlace): string {
  return join(folder, address.slice(base.length))
}

function sizeOf(content: string | Uint8Array): number {
  return content.length === 0 ? 0 : gzipSync(content, { level: 9 }).length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

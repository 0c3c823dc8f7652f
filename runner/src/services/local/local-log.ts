import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { servicesFolder } from '../data-folder.ts'
import type { WarmServiceName } from '../warm-service.ts'

/** Where a local server writes what it has to say. */
export function logFile(service: WarmServiceName): string {
  const folder = join(servicesFolder(), 'logs')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `${service}.log`)
}

export async function readLastLines(file: string, count = 200): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .slice(-count - 1)
    .join('\n')
}

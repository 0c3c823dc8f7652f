import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GateReport } from '../gate/report.ts'
import { proveKata } from './prove-kata.ts'

/** Writes one file for each kata that was run, each whole or not at all, and returns the names of these katas. */
export async function writeProofs(report: GateReport, folder: string): Promise<string[]> {
  const proofs = report.subjects.flatMap((subject) => proveKata(report, subject) ?? [])
  await mkdir(folder, { recursive: true })
  for (const proof of proofs) {
    const file = join(folder, `${proof.kata}.json`)
    await writeFile(`${file}.part`, `${JSON.stringify(proof, null, 2)}\n`)
    await rename(`${file}.part`, file)
  }
  return proofs.map(({ kata }) => kata)
}

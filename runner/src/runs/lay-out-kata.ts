import { copyFile, cp, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { editedNames, givenFiles } from '../course/given-files.ts'
import type { Kata } from '../course/kata.ts'

/** What a run never needs, or is served from elsewhere. */
const leftOut = ['solution', 'wrong', 'README.md', 'hints.md', 'kata.json']

/** Copies into `folder` all that a run of a kata needs, but for what the learner edits. What lies there is overwritten. */
export async function layOutKata(kata: Kata, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const except = [...leftOut, ...editedNames(kata)]
  const names = (await readdir(kata.folder)).filter((name) => !except.includes(name))
  await Promise.all(names.map((name) => cp(join(kata.folder, name), join(folder, name), { recursive: true })))
  const others = givenFiles(kata).filter(({ name }) => !except.includes(name) && !names.includes(name))
  await Promise.all(others.map(({ name, source }) => copyFile(source, join(folder, name))))
}

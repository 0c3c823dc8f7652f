import { join } from 'node:path'
import { CourseError } from '../errors.ts'
import { type StageFiles, sheetName } from './build.ts'
import { metadataFile } from './course-files.ts'
import type { Kata } from './kata.ts'

/**
 * Tells each stage of a build its place among the others, which come in the order of `katas`. Only the first stage has
 * a starter of its own: every later one begins with what solves the stage before it.
 */
export function placeStages(katas: readonly Kata[]): Kata[] {
  const byBuild = Map.groupBy(katas, ({ build }) => build)
  return katas.map((kata) => {
    if (kata.build === undefined) return kata
    const siblings = byBuild.get(kata.build) ?? []
    const stages = siblings.map((sibling, index) => placeFiles(sibling, siblings[index - 1]))
    const index = siblings.indexOf(kata)
    assertFits(kata, siblings, katas)
    const starterFile = stages[index]?.starterFile ?? kata.starterFile
    return { ...kata, starterFile, stage: { build: kata.build, number: index + 1, stages } }
  })
}

function placeFiles(kata: Kata, before: Kata | undefined): StageFiles {
  const { slug, title, folder, testName, testFile, timeoutSeconds } = kata
  const origin = before === undefined ? folder : join(before.folder, 'solution')
  return {
    ...{ slug, title, folder, testName, testFile, timeoutSeconds },
    starterFile: join(origin, kata.starterName),
    sheetFile: join(origin, sheetName),
  }
}

/** The stages of a build share one folder in the workspace, and one file in it. */
function assertFits({ slug, build, starterName }: Kata, siblings: readonly Kata[], katas: readonly Kata[]): void {
  const first = siblings[0]?.starterName
  if (first !== starterName) {
    throw new CourseError('COURSE_FILE_INVALID', {
      message: `${metadataFile(slug)}: starter: expected ${first}, as of the first stage of ${build}, got ${starterName}`,
    })
  }
  if (katas.some((kata) => kata.slug === build)) {
    throw new CourseError('COURSE_FILE_INVALID', {
      message: `${metadataFile(slug)}: build: expected a name that no kata has, got ${build}`,
    })
  }
}

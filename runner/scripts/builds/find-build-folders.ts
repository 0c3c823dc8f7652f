import { relative, sep } from 'node:path'
import type { Course } from '../../src/course/course.ts'

/**
 * Folders that the compiler and the editor take for one (`rootDirs` of tsconfig.json): the test of a later stage imports
 * what lies beside it in a learner's folder, and here in `solution/`. Every stage's test has to be right with the code of
 * the last, so that code comes first.
 */
export function findBuildFolders({ root, builds }: Course): string[] {
  const below = (folder: string): string => relative(root, folder).split(sep).join('/')
  return [...builds.values()].flatMap(({ stages }) => {
    const folders = stages.map(({ folder }) => below(folder)).toReversed()
    return [`${folders[0]}/solution`, ...folders]
  })
}

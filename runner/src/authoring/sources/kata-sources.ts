import { metadataFile } from '../../course/course-files.ts'
import type { Kata } from '../../course/kata.ts'
import { parseKataMetadata } from '../../course/parse-course.ts'
import { type Hint, parseHints } from '../../course/parse-hints.ts'
import { placeKata } from '../../course/place-course.ts'
import { CourseError } from '../../errors.ts'
import type { TextTree } from './read-tree.ts'
import { starterEnding } from './starter-ending.ts'
import { findTests, type TestPlace } from './test-places.ts'

/** All that an author wrote of one kata. What does not parse is absent; the rule about that file says why. */
export interface KataSources {
  readonly slug: string
  /** Relative to the course's root: `katas/<slug>`. */
  readonly folder: string
  /** Texts by path below the folder. */
  readonly files: TextTree
  readonly kata?: Kata
  /** Why `kata` is absent. */
  readonly metadataError?: string
  readonly starterName: string
  /** What solutions replace; see `Kata`. */
  readonly variantName: string
  readonly testName: string
  readonly tests: readonly TestPlace[]
  readonly hints: readonly Hint[]
  /** Why `hints` are empty. */
  readonly hintsError?: string
}

/** Reads one kata's folder from the tree of the course. */
export function readKataSources(root: string, slug: string, tree: TextTree): KataSources {
  const folder = `katas/${slug}`
  const files = takeFolder(tree, folder)
  const loaded = attempt(() => placeKata(root, parseKataMetadata(files.get('kata.json') ?? '', metadataFile(slug))))
  const hints = attempt(() => parseHints(files.get('hints.md') ?? '', `${folder}/hints.md`))
  const starterName = loaded.value?.starterName ?? `${slug}${starterEnding(slug, files)}`
  const testName = `${slug}.test.ts`
  return {
    slug,
    folder,
    files,
    starterName,
    variantName: loaded.value?.variantName ?? starterName,
    testName,
    tests: findTests(files.get(testName) ?? ''),
    hints: hints.value ?? [],
    ...(loaded.value === undefined ? {} : { kata: loaded.value }),
    ...(loaded.error === undefined ? {} : { metadataError: loaded.error }),
    ...(hints.error === undefined ? {} : { hintsError: hints.error }),
  }
}

function takeFolder(tree: TextTree, folder: string): TextTree {
  const inside = [...tree].filter(([path]) => path.startsWith(`${folder}/`))
  return new Map(inside.map(([path, text]) => [path.slice(folder.length + 1), text]))
}

function attempt<Value>(read: () => Value): { value?: Value; error?: string } {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof CourseError) return { error: error.message }
    throw error
  }
}

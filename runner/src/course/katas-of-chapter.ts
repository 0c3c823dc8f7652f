interface ChapterWithKatas<Kata> {
  readonly lessons: readonly { readonly katas: readonly Kata[] }[]
  readonly boss?: Kata | undefined
}

/** All katas of a chapter, by slug or whole: those of its lessons in their order, and the boss last. */
export function katasOfChapter<Kata>({ lessons, boss }: ChapterWithKatas<Kata>): Kata[] {
  return [...lessons.flatMap(({ katas }) => katas), ...(boss === undefined ? [] : [boss])]
}

/** The sentence by which a lesson's text states a constraint: what follows `` > `id` `` on a line. */
export function findStatedSentence(text: string, id: string): string | undefined {
  return new RegExp(`^> \`${id}\` (.+)$`, 'm').exec(text)?.[1]
}

/** What a learner who fails as one wrong solution fails is shown, as reviewed by an author. */
export interface MessageSnapshot {
  /** The wrong solution's file name without its ending. */
  readonly name: string
  readonly fails: string
  readonly hint: string
  readonly message: string
}

/** Reads `wrong/messages.snap`. Sections that lack `fails:` or `hint:` are kept with empty fields, so that they differ. */
export function parseSnapshots(text: string): MessageSnapshot[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = '', ...rest] = section.split('\n')
      const blank = rest.indexOf('')
      const head = blank === -1 ? rest : rest.slice(0, blank)
      const message =
        blank === -1
          ? ''
          : rest
              .slice(blank + 1)
              .join('\n')
              .trim()
      return { name: name.trim(), fails: readField(head, 'fails'), hint: readField(head, 'hint'), message }
    })
}

function readField(lines: readonly string[], field: string): string {
  const line = lines.find((candidate) => candidate.startsWith(`${field}: `))
  return line?.slice(field.length + 2).trim() ?? ''
}

/** The text of `wrong/messages.snap`, by name. */
export function renderSnapshots(snapshots: readonly MessageSnapshot[]): string {
  return [...snapshots]
    .sort((one, other) => one.name.localeCompare(other.name, 'en'))
    .map(({ name, fails, hint, message }) => `## ${name}\nfails: ${fails}\nhint: ${hint}\n\n${message.trim()}\n`)
    .join('\n')
}

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

type Files = Readonly<Record<string, string | undefined>>

const predict = `\`\`\`predict
question: How often is it read?
options:
  - text: Once.
    correct: true
    why: The others wait.
  - text: Twice.
    why: Nobody reads *again*.
\`\`\``

/** A lesson of the small course; the blocks stand below its constraint. */
export function lessonText(blocks = predict, constraint = 'one-sum'): string {
  return `---
title: Counting
summary: Two people count, and one number is lost.
minutes: 5
constraints: [${constraint}]
katas: [add-up]
sources:
  - title: On counting
    author: Ada
    url: https://example.org/counting
    supports: That it is done.
---

# Counting

<!-- slide -->
## The symptom

Two people count the same apples at the same time, and in the evening there are fewer of them than either has seen.

> \`${constraint}\` A sum holds every number that was added

<!-- notes: Ask who has the list. -->

<!-- slide -->
## Katas

${blocks}

See [the glossary](../glossary.md) and [the symptom](#the-symptom), then \`kata start add-up\`.
`
}

const kata = {
  id: 'add-up',
  title: 'Add up',
  chapter: 'basics',
  minutes: 10,
  difficulty: 1,
  services: { redis: 2 },
  constraints: [{ id: 'one-sum', sentence: 'A sum holds every number that was added' }],
  timeoutSeconds: 10,
}

const headings = ['Situation', 'Your task', 'How it is judged', 'Not needed', 'Further reading']

const files: Files = {
  'lessons/curriculum.json': JSON.stringify({
    chapters: [
      {
        slug: 'basics',
        title: 'Basics',
        summary: 'To count.',
        lessons: [{ slug: 'counting', katas: ['add-up'] }],
      },
      { slug: 'later', title: 'Later', summary: 'To be written.', lessons: [] },
    ],
  }),
  'lessons/glossary.md': '# Glossary\n\nWords.\n\n**Sum.** What adding gives.\n',
  'lessons/basics/index.md': '# Basics\n\nIn this chapter people count. See [Counting](counting.md).\n',
  'lessons/basics/summary.md':
    '# Basics, on one page\n\n| what stays true | what to ask |\n|---|---|\n| A sum holds every number that was added | Which sum of yours does not? |\n',
  'lessons/basics/counting.md': lessonText(),
  'katas/add-up/kata.json': JSON.stringify(kata, null, 2),
  'katas/add-up/README.md': `# Add up\n\n${headings.map((heading) => `## ${heading}\nText of the part.\n`).join('\n')}`,
  'katas/add-up/hints.md': '# Hints\n\n## A question?\nfor: A sum holds every number that was added\n\nLook.\n',
  'katas/add-up/wrong/messages.snap': '## off-by-one\nfails: A sum\nhint: A question?\n\nIt was 1 (expected 2).\n',
  'katas/add-up/add-up.ts': 'export const add = 0\n',
  'katas/add-up/add-up.test.ts': '',
}

/** Writes a course of one lesson and one kata into a folder of its own. What `changes` names is written instead, or left out. */
export function writeCourse(changes: Files = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'loadbearing-site-'))
  for (const [file, text] of Object.entries({ ...files, ...changes })) {
    if (text === undefined) continue
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

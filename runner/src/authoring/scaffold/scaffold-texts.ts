import { renderSnapshots } from '../../course/message-snapshots.ts'
import { type KataRequest, onceHint, onceTest, placeholder, twiceHint, twiceTest } from './kata-request.ts'

/** The files of a new kata that hold text, by path. */
export function scaffoldTexts(request: KataRequest): [path: string, text: string][] {
  return [
    ['kata.json', renderMetadata(request)],
    ['README.md', renderBrief(request)],
    ['hints.md', renderHints()],
    ['solution/README.md', renderSolution(request)],
    ['wrong/messages.snap', renderMessages()],
  ]
}

function renderMetadata({ slug, title, chapter, services, isSql }: KataRequest): string {
  const metadata = {
    $schema: '../kata.schema.json',
    id: slug,
    title,
    chapter,
    kind: 'kata',
    minutes: 20,
    difficulty: 2,
    services: Object.fromEntries(services.map((name) => [name, 1])),
    concepts: [],
    prerequisites: [],
    constraints: [{ id: `${slug}-holds`, sentence: twiceTest }],
    timeoutSeconds: 20,
    ...(isSql ? { starter: `${slug}.sql` } : {}),
  }
  const text = JSON.stringify(metadata, null, 2)
  // Biome keeps short objects on one line.
  const services1 = `{ ${services.map((name) => `"${name}": 1`).join(', ')} }`
  return `${services.length === 0 ? text : text.replace(/"services": \{[^}]*\}/, `"services": ${services1}`)}\n`
}

function renderBrief({ slug, title, isSql }: KataRequest): string {
  const what = isSql ? `\`store_order\` in \`${slug}.sql\`` : `\`storeOrder\` in \`${slug}.ts\``
  return `# ${title}

## Situation
${placeholder} who suffers, and what was seen? A customer clicks twice, and two parcels arrive.

## Your task
${placeholder} what is to be changed, and what must it do? ${what} stores each order once.

## How it is judged
${placeholder} what does the test do to the servers? It sends one order twice and counts what is stored.

## Not needed
${placeholder} what would be too much? Two callers at the same time.

## Further reading
${placeholder} the lesson, and a source or two.
`
}

function renderHints(): string {
  return `# Hints

## ${onceHint}
for: ${onceTest}

${placeholder} a question. Look into the store after one call.

## ${twiceHint}
for: ${twiceTest}

${placeholder} a direction. Before it stores, the second call could find out about the first.

## Nearly the code
${placeholder} what is left to type. Store only what is not there yet.
`
}

function renderSolution({ title, isSql }: KataRequest): string {
  return `# ${title}: the solution

## Why it works
${placeholder} the argument, in a few sentences.

## What it costs
${placeholder} what is paid for it, and where that is too much.

## What real systems do
${placeholder} a system or two, with a source.

## Other ways
${placeholder} ${isSql ? '`by-constraint` changes the table' : '`look-first` takes two steps'}; when is that enough?
`
}

function renderMessages(): string {
  return renderSnapshots([
    {
      ...{ name: 'stores-again', fails: twiceTest, hint: twiceHint },
      message: 'One order was sent twice and is stored 2 times (expected 1).',
    },
    {
      ...{ name: 'stores-nothing', fails: onceTest, hint: onceHint },
      message: 'One order was sent, and 0 are stored (expected 1).',
    },
  ])
}

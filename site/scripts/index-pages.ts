import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { close, createIndex, type PagefindIndex } from 'pagefind'
import { listFiles } from './list-files.ts'
import { separateWords } from './separate-words.ts'

/** What leads from a text to others; in an excerpt it would say nothing. */
const around = ['.above', '.tools', '.contents', '.neighbours']

/** Interfaces of Pagefind's own, and its words for texts of an unknown language: the search page uses none of them. */
const unused = [
  ...['pagefind-component-ui.css', 'pagefind-component-ui.js', 'pagefind-highlight.js', 'pagefind-modular-ui.css'],
  ...['pagefind-modular-ui.js', 'pagefind-ui.css', 'pagefind-ui.js', 'wasm.unknown.pagefind'],
]

/**
 * Writes the index that the search page reads into a built site. Only what stands in `data-pagefind-body` is indexed:
 * the texts of pages, without what is around them, and each text once.
 */
export async function indexPages(folder: string): Promise<void> {
  const { index, errors } = await createIndex({ forceLanguage: 'en', excludeSelectors: around })
  try {
    if (index === undefined) throw new TypeError(`The index could not be begun: ${errors.join('; ')}`)
    const pages = [...listFiles(folder).keys()].filter((path) => path.endsWith('.html'))
    const failures: string[] = []
    // One after the other: another order of the same pages gives another index.
    for (const path of pages) failures.push(...(await addPage(index, folder, path)).errors)
    const outputPath = join(folder, 'pagefind')
    const written = await index.writeFiles({ outputPath })
    failures.push(...written.errors)
    if (failures.length > 0) throw new TypeError(`The pages could not be indexed: ${failures.join('; ')}`)
    await Promise.all(unused.map((name) => rm(join(outputPath, name), { force: true })))
  } finally {
    await close()
  }
}

async function addPage(index: PagefindIndex, folder: string, path: string): Promise<{ readonly errors: string[] }> {
  const html = await readFile(join(folder, path), 'utf8')
  return index.addHTMLFile({ sourcePath: path, content: separateWords(html) })
}

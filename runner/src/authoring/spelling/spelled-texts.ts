import { type MarkdownPage, readPage } from '../markdown/page.ts'
import type { KataSources } from '../sources/kata-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { lineOf } from '../sources/line-of.ts'
import type { SpelledText } from './check-spelling.ts'

/** What a learner reads of a kata as running text. */
export function textsOfKata(kata: KataSources): SpelledText[] {
  const pages = [...kata.files].filter(([path]) => path.endsWith('.md'))
  const metadata = kata.files.get('kata.json') ?? ''
  const sentences = [kata.kata?.title ?? '', ...(kata.kata?.constraints ?? []).map(({ sentence }) => sentence)]
  return [
    ...pages.flatMap(([path, text]) => textsOfPage(`${kata.folder}/${path}`, text)),
    ...sentences.map((text) => ({ file: `${kata.folder}/kata.json`, ...lineOf(metadata, text), text })),
    ...kata.tests.map(({ name, line }) => ({ file: `${kata.folder}/${kata.testName}`, line, text: name })),
  ]
}

/** What a learner reads of a lesson as running text, its prediction included. */
export function textsOfLesson({ file, text, page, frontMatter, lesson }: LessonSources): SpelledText[] {
  const head = frontMatter === undefined ? [] : [frontMatter.title, frontMatter.summary]
  const questions = (lesson?.blocks ?? []).flatMap((block) => {
    if (block.kind !== 'predict') return []
    const { question, options } = block.prediction
    const parts = [question, ...options.flatMap((option) => [option.text, option.why])]
    return parts.map((part) => ({ file, line: block.line, text: part }))
  })
  return [
    ...head.map((part) => ({ file, ...lineOf(text, part), text: part })),
    ...textsOfProse(file, page),
    ...questions,
  ]
}

/** The running text of one Markdown file. */
export function textsOfPage(file: string, text: string): SpelledText[] {
  return textsOfProse(file, readPage(text))
}

/** Captions and descriptions of figures are text, although they stand in fences. */
function textsOfProse(file: string, { prose, fences }: MarkdownPage): SpelledText[] {
  const figures = fences.filter(({ info }) => info.startsWith('figure '))
  return [
    ...prose.map((each) => ({ file, ...each })),
    ...figures.map(({ body, line }) => ({ file, line: line + 1, text: body })),
  ]
}

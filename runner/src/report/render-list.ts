import { fitToWidth } from '../terminal/fit-to-width.ts'
import { type Paint, paintFor } from '../terminal/paint.ts'
import type { Screen } from '../terminal/screen.ts'
import type { Outline, OutlineChapter, OutlineKata } from './outline.ts'

const widestUseful = 100
const narrowestTitle = 16

/** The course as a person reads it. */
export function renderList({ chapters }: Outline, screen: Screen): string {
  if (chapters.length === 0) return 'No kata fits.\n'
  const view = viewOf(chapters, screen)
  const lines = chapters.flatMap((chapter, index) => {
    const isApart = index > 0 && (chapter.state === 'open' || chapters[index - 1]?.state === 'open')
    return [...(isApart ? [''] : []), ...renderChapter(chapter, view)]
  })
  return `${[...lines, '', renderLegend(view)].join('\n')}\n`
}

interface View {
  readonly isPlain: boolean
  readonly paint: Paint
  readonly columns: number
  /** Widths of columns that are as wide as their widest text. */
  readonly chapterWidth: number
  readonly kataWidth: number
  readonly servicesWidth: number
  readonly hasStale: boolean
}

function viewOf(chapters: readonly OutlineChapter[], screen: Screen): View {
  const katas = chapters.flatMap(katasOf)
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length))
  return {
    isPlain: screen.isPlain,
    paint: paintFor(screen),
    columns: Math.min(screen.columns, widestUseful),
    chapterWidth: widest(chapters.map(({ slug }) => slug)),
    kataWidth: widest(katas.map(({ slug }) => slug)),
    servicesWidth: widest(katas.map(renderServices)),
    hasStale: katas.some(({ isStale }) => isStale === true),
  }
}

function renderChapter(chapter: OutlineChapter, view: View): string[] {
  const { paint, columns, chapterWidth } = view
  const isComing = chapter.state === 'coming'
  const count = isComing ? 'coming' : countPassed(katasOf(chapter))
  const name = `${String(chapter.number).padStart(2)}  ${chapter.slug.padEnd(chapterWidth)}  `
  const title = fitToWidth(chapter.title, Math.max(1, columns - name.length - count.length - 2))
  if (isComing) return [paint.quiet(`${name}${title}  ${count}`)]
  const lessons = chapter.lessons.flatMap((lesson) => [
    `    ${paint.quiet('lesson')} ${lesson.slug}`,
    ...lesson.katas.map((kata) => renderKata(kata, view)),
  ])
  const boss = chapter.boss ? [renderKata(chapter.boss, view)] : []
  return [`${paint.strong(name)}${title}  ${paint.quiet(count)}`, ...lessons, ...boss]
}

function renderKata(kata: OutlineKata, view: View): string {
  const { isPlain, paint, columns, kataWidth, servicesWidth } = view
  const mark = isPlain ? stateOf(kata).padEnd(7) : marks(paint)[stateOf(kata)]
  const opening = `      ${mark} ${kata.slug.padEnd(kataWidth)}  `
  const minutes = `${kata.minutes} min`.padStart(7)
  const room = columns - (6 + (isPlain ? 7 : 1) + 1 + kataWidth + 2) - minutes.length - 1
  // The services are the first to go on a narrow screen; `kata list --service` still finds them.
  const hasRoom = room - servicesWidth - 2 >= narrowestTitle
  const services = hasRoom ? `  ${renderServices(kata)}` : ''
  const title = fitToWidth(kata.title, Math.max(1, room - (hasRoom ? servicesWidth + 2 : 0)))
  return `${opening}${title} ${paint.quiet(`${minutes}${services}`)}`.trimEnd()
}

function renderServices({ services }: OutlineKata): string {
  const names = Object.entries(services).map(([name, count]) => (count > 1 ? `${name} x${count}` : name))
  return names.join(', ')
}

/** A pass whose test changed since is worth another run, so it is shown apart. */
type ShownState = OutlineKata['state'] | 'changed'

function stateOf({ state, isStale }: OutlineKata): ShownState {
  return isStale ? 'changed' : state
}

function marks(paint: Paint): Record<ShownState, string> {
  return {
    passed: paint.good('✓'),
    changed: paint.attention('↻'),
    started: paint.attention('▸'),
    new: paint.quiet('·'),
  }
}

function renderLegend({ isPlain, paint, hasStale }: View): string {
  const { passed, started, changed, new: untouched } = marks(paint)
  const commands = ` ${paint.command('kata read <lesson>')}  ${paint.command('kata start <kata>')}`
  const changes = hasStale ? `\n ${changed} passed, changed since: ${paint.command('kata update')}` : ''
  return isPlain ? commands : ` ${passed} passed  ${started} started  ${untouched} new${changes}\n${commands}`
}

function katasOf({ lessons, boss }: OutlineChapter): OutlineKata[] {
  return [...lessons.flatMap((lesson) => lesson.katas), ...(boss ? [boss] : [])]
}

function countPassed(katas: readonly OutlineKata[]): string {
  return `${katas.filter(({ state }) => state === 'passed').length} of ${katas.length} passed`
}

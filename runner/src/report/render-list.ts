import { katasOfChapter } from '../course/katas-of-chapter.ts'
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
  const hasTestedOut = chapters.flatMap(katasOfChapter).some(({ state }) => state === 'tested-out')
  return `${[...lines, '', renderLegend(view, hasTestedOut)].join('\n')}\n`
}

interface View {
  readonly isPlain: boolean
  readonly paint: Paint
  readonly columns: number
  /** Of a kata's state: a sign, or on a plain screen a word. */
  readonly markWidth: number
  /** Widths of columns that are as wide as their widest text. */
  readonly chapterWidth: number
  readonly kataWidth: number
  readonly servicesWidth: number
  readonly hasStale: boolean
}

function viewOf(chapters: readonly OutlineChapter[], screen: Screen): View {
  const katas = chapters.flatMap(katasOfChapter)
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length))
  return {
    isPlain: screen.isPlain,
    paint: paintFor(screen),
    columns: Math.min(screen.columns, widestUseful),
    markWidth: screen.isPlain ? Math.max(7, widest(katas.map(({ state }) => state))) : 1,
    chapterWidth: widest(chapters.map(({ slug }) => slug)),
    kataWidth: widest(katas.map(nameOf)),
    servicesWidth: widest(katas.map(renderServices)),
    hasStale: katas.some(({ isStale }) => isStale === true),
  }
}

function renderChapter(chapter: OutlineChapter, view: View): string[] {
  const { paint, columns, chapterWidth } = view
  const isComing = chapter.state === 'coming'
  const count = isComing ? 'coming' : countPassed(katasOfChapter(chapter))
  const name = `${String(chapter.number).padStart(2)}  ${chapter.slug.padEnd(chapterWidth)}  `
  const title = fitToWidth(chapter.title, Math.max(1, columns - name.length - count.length - 2))
  if (isComing) return [paint.quiet(`${name}${title}  ${count}`)]
  const lessons = chapter.lessons.flatMap((lesson) => [
    `    ${paint.quiet('lesson')} ${lesson.slug}`,
    ...lesson.katas.flatMap((kata, index) => [
      ...renderBuild(kata, lesson.katas[index - 1], lesson.katas, view),
      renderKata(kata, view),
    ]),
  ])
  const boss = chapter.boss ? [`    ${paint.quiet('boss')}`, renderKata(chapter.boss, view)] : []
  return [`${paint.strong(name)}${title}  ${paint.quiet(count)}`, ...lessons, ...boss]
}

/** A line above the first stage of a build; what follows are its stages. */
function renderBuild(
  { stage }: OutlineKata,
  before: OutlineKata | undefined,
  katas: readonly OutlineKata[],
  { paint }: View,
): string[] {
  if (stage === undefined || before?.stage?.build === stage.build) return []
  const passed = katas.filter((kata) => kata.stage?.build === stage.build && kata.state === 'passed').length
  return [`      ${paint.quiet('build')} ${stage.build}  ${paint.quiet(`${passed} of ${stage.of} stages passed`)}`]
}

function renderKata(kata: OutlineKata, view: View): string {
  const { isPlain, paint, columns, markWidth, kataWidth, servicesWidth } = view
  const mark = isPlain ? stateOf(kata).padEnd(markWidth) : marks(paint)[stateOf(kata)]
  const opening = `      ${mark} ${nameOf(kata).padEnd(kataWidth)}  `
  const minutes = `${kata.minutes} min`.padStart(7)
  const room = columns - (6 + markWidth + 1 + kataWidth + 2) - minutes.length - 1
  // The services are the first to go on a narrow screen; `kata list --service` still finds them.
  const hasRoom = room - servicesWidth - 2 >= narrowestTitle
  const services = hasRoom ? `  ${renderServices(kata)}` : ''
  const title = fitToWidth(kata.title, Math.max(1, room - (hasRoom ? servicesWidth + 2 : 0)))
  return `${opening}${title} ${paint.quiet(`${minutes}${services}`)}`.trimEnd()
}

/** A stage is numbered and set below its build. */
function nameOf({ slug, stage }: OutlineKata): string {
  return stage === undefined ? slug : `  ${stage.number} ${slug}`
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
    'tested-out': paint.good('○'),
  }
}

function renderLegend({ isPlain, paint, hasStale }: View, hasTestedOut: boolean): string {
  const { passed, started, changed, new: untouched, 'tested-out': testedOut } = marks(paint)
  const more = hasTestedOut ? `  ${testedOut} tested out` : ''
  const changes = hasStale ? `\n ${changed} passed, changed since: ${paint.command('kata update')}` : ''
  const commands = ` ${paint.command('kata read <lesson>')}  ${paint.command('kata start <kata>')}`
  return isPlain ? commands : ` ${passed} passed  ${started} started  ${untouched} new${more}${changes}\n${commands}`
}

function countPassed(katas: readonly OutlineKata[]): string {
  const count = (wanted: string): number => katas.filter(({ state }) => state === wanted).length
  const testedOut = count('tested-out')
  return `${count('passed')} of ${katas.length} passed${testedOut > 0 ? `, ${testedOut} tested out` : ''}`
}

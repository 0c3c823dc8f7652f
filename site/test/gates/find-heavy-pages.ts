import { type BuiltPage, countPlayers } from './load-pages.ts'
import { type PageWeight, type SitePlace, weighPage } from './weigh-page.ts'

/** The player and one model with its drawings; each further figure of a page brings its own model. */
const mostJsBytes = 6 * 1024
const mostFurtherJsBytes = 3 * 1024
const mostCssBytes = 8 * 1024

/** Pages that need a script and have no figure: to search, to read a file, to register the service worker. */
const scripted = ['index.html', 'progress/index.html', 'search/index.html']

/** What pages load that they must not, such as `<path>: 2 scripts and no figure`. */
export function findHeavyPages(pages: readonly BuiltPage[], site: SitePlace): string[] {
  return pages.flatMap((page) => {
    const { cssBytes, jsBytes, scripts } = weighPage(page, site)
    const mayHaveScript = countPlayers(page) > 0 || scripted.includes(page.path)
    const mostJs = mostJsBytes + Math.max(0, countPlayers(page) - 1) * mostFurtherJsBytes
    const findings = [
      scripts > 0 && !mayHaveScript && `${scripts} scripts and no figure`,
      jsBytes > mostJs && `${jsBytes} bytes of scripts, at most ${mostJs}`,
      cssBytes > mostCssBytes && `${cssBytes} bytes of style, at most ${mostCssBytes}`,
    ]
    return findings.filter((each) => each !== false).map((finding) => `${page.path}: ${finding}`)
  })
}

/** The heaviest page of each kind, one a line, for the one who reads the output. */
export function renderWeights(pages: readonly BuiltPage[], site: SitePlace): string {
  const kinds = Map.groupBy(pages, (page) => `${kindOf(page)}${countPlayers(page) > 0 ? ' with a figure' : ''}`)
  const lines = [...kinds].map(([kind, those]) => {
    const weights = those.map((page) => weighPage(page, site))
    const most = (pick: (weight: PageWeight) => number) => Math.max(...weights.map(pick))
    const sizes = `html ${most((w) => w.htmlBytes)}, css ${most((w) => w.cssBytes)}, js ${most((w) => w.jsBytes)}`
    return `${kind}: ${those.length} pages, at most ${sizes} bytes`
  })
  return lines.join('\n')
}

function kindOf({ html }: BuiltPage): string {
  return /<body class="([^"]*)"/.exec(html)?.[1] ?? 'unknown'
}

import type { Table } from '../../../runner/src/figures/view.ts'
import { escapeHtml } from './escape-html.ts'

/** The inside of a table element. Numbers stand to the right. */
export function drawTable({ caption, header, rows }: Table): string {
  const drawCell = (cell: string | number, index: number): string => {
    const [tag, scope] = index === 0 ? ['th', ' scope="row"'] : ['td', '']
    const number = typeof cell === 'number' ? ' class="number"' : ''
    return `<${tag}${scope}${number}>${escapeHtml(String(cell))}</${tag}>`
  }
  const head = header.map((text, at) => {
    const number = typeof rows[0]?.[at] === 'number' ? ' class="number"' : ''
    return `<th scope="col"${number}>${escapeHtml(text)}</th>`
  })
  const body = rows.map((row) => `<tr>${row.map(drawCell).join('')}</tr>`).join('')
  return `<caption>${escapeHtml(caption)}</caption><thead><tr>${head.join('')}</tr></thead><tbody>${body}</tbody>`
}

import { expect, test } from 'vitest'
import { inlineSvg } from './inline-svg.ts'

const place = { root: '/', file: 'lessons/a/b.md', line: 7 }
const svg = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title description">
  <title id="title">Two</title>
  <desc id="description">Two lines.</desc>
  <style>text { fill: #111 }</style>

  <rect fill="url(#hatch)"/>
</svg>
`

test('title and description stay, and the ids of two pictures on a page do not meet', () => {
  const html = inlineSvg(svg, 'picture-two', place)
  expect(html).toMatch(/^<svg id="picture-two"/)
  expect(html).toContain('aria-labelledby="picture-two-title picture-two-description"')
  expect(html).toContain('<title id="picture-two-title">Two</title>')
  expect(html).toContain('url(#picture-two-hatch)')
})

test('its style reaches no other part of the page', () => {
  expect(inlineSvg(svg, 'p', place)).toContain('<style>#p {text { fill: #111 }}</style>')
})

test('no blank line is left, at which Markdown would end the picture', () => {
  expect(inlineSvg(svg, 'p', place)).not.toMatch(/\n\s*\n/)
})

test('a picture without a title or a description is refused with the place that shows it', () => {
  expect(() => inlineSvg('<svg><desc>Two.</desc></svg>', 'p', place)).toThrow(
    'lessons/a/b.md:7: expected an SVG with a <title>',
  )
})

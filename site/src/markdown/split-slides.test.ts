import { expect, test } from 'vitest'
import type { RenderedBlock } from './render-blocks.ts'
import { splitSlides } from './split-slides.ts'

const prose = (html: string): RenderedBlock => ({ kind: 'prose', html })

test('a mark begins a slide, and notes go with the slide on which they stand', () => {
  const slides = splitSlides([
    prose(''),
    { kind: 'slide' },
    prose('one'),
    { kind: 'notes', html: 'say this' },
    { kind: 'slide' },
    prose('two'),
  ])
  expect(slides).toEqual([
    { blocks: [prose('one')], notes: ['say this'] },
    { blocks: [prose('two')], notes: [] },
  ])
})

test('text before the first mark is not lost', () => {
  expect(splitSlides([prose('intro'), { kind: 'slide' }, prose('one')])).toHaveLength(2)
})

/**
 * How a thing has turned out. A renderer gives each its own shape besides its colour: a mark is a diamond, a disc,
 * a cross or a dot; a span is outlined, filled, hatched or dashed.
 */
export type Tone = 'plain' | 'good' | 'bad' | 'quiet'

/** Something that lasts, on a lane or a ring. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly tone: Tone
  readonly label?: string
}

/** Something that happens at one moment, or lies at one place. */
export interface Mark {
  readonly at: number
  readonly tone: Tone
  readonly label?: string
}

export interface Lane {
  readonly label: string
  readonly spans: readonly Span[]
  readonly marks: readonly Mark[]
}

/** A message from one lane to another. */
export interface Arrow {
  /** Which lane it leaves, counted from 0. */
  readonly from: number
  readonly to: number
  readonly leaves: number
  readonly arrives: number
  readonly tone: Tone
  readonly label?: string
}

/** What a mark or a span of one tone means in one picture. */
export interface LegendEntry {
  readonly of: 'mark' | 'span'
  readonly tone: Tone
  readonly label: string
}

/** Who does what, when: one lane each, time from left to right. */
export interface Lanes {
  readonly kind: 'lanes'
  readonly title: string
  readonly axis: Axis
  /** The moment that the model has reached. */
  readonly now: number
  readonly lanes: readonly Lane[]
  readonly arrows: readonly Arrow[]
  readonly legend: readonly LegendEntry[]
}

export interface Axis {
  readonly label: string
  /** As it is written behind a number. */
  readonly unit: string
  /** It begins at 0. */
  readonly until: number
}

export interface Line {
  readonly label: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

/** One or more lines, a limit that they should keep, and the reader's own points. */
export interface Chart {
  readonly kind: 'chart'
  readonly title: string
  readonly x: Axis
  readonly y: Axis
  /** At most four; each gets a stroke of its own. */
  readonly lines: readonly Line[]
  readonly limit?: { readonly label: string; readonly y: number }
  readonly points: readonly { readonly label: string; readonly x: number; readonly y: number }[]
}

export interface Bar {
  readonly label: string
  readonly value: number
  readonly tone: Tone
}

/** Quantities side by side, or places of which some are taken. */
export interface Bars {
  readonly kind: 'bars'
  readonly title: string
  /** What a full bar stands for. */
  readonly axis: Axis
  readonly bars: readonly Bar[]
}

/** A lane whose end meets its beginning. Spans do not cross 0: one that would is two. */
export interface Ring {
  readonly kind: 'ring'
  readonly title: string
  /** Places on the ring; place `size` is place 0 again. */
  readonly size: number
  readonly spans: readonly Span[]
  readonly marks: readonly Mark[]
  readonly legend: readonly LegendEntry[]
}

export type Picture = Lanes | Chart | Bars | Ring

export interface Table {
  readonly caption: string
  readonly header: readonly string[]
  /** As many cells in each as the header has. */
  readonly rows: readonly (readonly (string | number)[])[]
}

/** What a figure shows at one moment. The site draws it, `kata figure` prints it; neither knows the model. */
export interface View {
  readonly pictures: readonly Picture[]
  /** The strategies side by side: one row each. */
  readonly table: Table
  /** What has happened, in order. */
  readonly log: Table
  /** The state in one sentence, for someone who sees neither pictures nor tables. */
  readonly sentence: string
}

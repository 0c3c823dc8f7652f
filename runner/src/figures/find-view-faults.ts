import type { Axis, Mark, Picture, Span, Table, View } from './view.ts'

/** What a renderer could not draw as it is meant; empty when all is well. For tests of models. */
export function findViewFaults({ pictures, table, log, sentence }: View): string[] {
  return [
    ...pictures.flatMap((picture) => faultsOf(picture).map((fault) => `${picture.title}: ${fault}`)),
    ...[table, log].flatMap(faultsOfTable),
    ...(/^[A-Z].*\.$/s.test(sentence) ? [] : [`"${sentence}" is no sentence`]),
  ]
}

function faultsOf(picture: Picture): string[] {
  switch (picture.kind) {
    case 'lanes': {
      const { axis, lanes, arrows, now } = picture
      const ends = arrows.flatMap(({ leaves, arrives }) => [leaves, arrives])
      const lost = arrows.filter(({ from, to }) => lanes[from] === undefined || lanes[to] === undefined || from === to)
      return [
        ...faultsOfPlaces(axis.until, [now, ...ends]),
        ...lanes.flatMap(({ spans, marks }) => faultsOfLane(axis.until, spans, marks)),
        ...lost.map(({ from, to }) => `an arrow from lane ${from} to lane ${to}`),
      ]
    }
    case 'ring':
      return faultsOfLane(picture.size, picture.spans, picture.marks)
    case 'bars':
      return faultsOfPlaces(
        picture.axis.until,
        picture.bars.map(({ value }) => value),
      )
    case 'chart': {
      const places = [
        ...picture.lines.flatMap(({ points }) => points),
        ...picture.points.map(({ x, y }) => [x, y] as const),
      ]
      return [
        ...faultsOfAxes(
          picture.x,
          places.map(([x]) => x),
        ),
        ...faultsOfAxes(picture.y, [...places.map(([, y]) => y), picture.limit?.y ?? 0]),
        ...(picture.lines.length > 4 ? [`${picture.lines.length} lines`] : []),
      ]
    }
  }
}

function faultsOfAxes({ until }: Axis, places: readonly number[]): string[] {
  return faultsOfPlaces(until, places)
}

function faultsOfLane(until: number, spans: readonly Span[], marks: readonly Mark[]): string[] {
  const reversed = spans.filter(({ from, to }) => from > to).map(({ from, to }) => `a span from ${from} to ${to}`)
  const places = [...spans.flatMap(({ from, to }) => [from, to]), ...marks.map(({ at }) => at)]
  return [...reversed, ...faultsOfPlaces(until, places)]
}

function faultsOfPlaces(until: number, places: readonly number[]): string[] {
  if (!(until > 0)) return [`an axis until ${until}`]
  return places.filter((place) => !(place >= 0 && place <= until)).map((place) => `${place} on an axis until ${until}`)
}

function faultsOfTable({ caption, header, rows }: Table): string[] {
  const uneven = rows.filter((row) => row.length !== header.length)
  return uneven.map((row) => `${caption}: a row of ${row.length} below a header of ${header.length}`)
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { figureNames, fillParams, loadFigure, playModel } from '../../../runner/src/figures/index.ts'

const script = readFileSync(join(import.meta.dirname, '../components/FigureScript.astro'), 'utf8')
const playerOf = (name: string) => readFileSync(join(import.meta.dirname, 'players', `${name}.ts`), 'utf8')

test('every figure has a player, and its page loads it', () => {
  expect(readdirSync(join(import.meta.dirname, 'players')).sort()).toEqual(figureNames.map((name) => `${name}.ts`))
  for (const name of figureNames)
    expect(script).toContain(`{name === '${name}' && <script>import '../figures/players/${name}.ts'`)
})

test.each(
  figureNames,
)('the player of %s brings a drawing for each kind of picture that its model shows', async (name) => {
  const { model, parameters } = await loadFigure(name)
  const states = playModel(model, fillParams(parameters), 1)
  const kinds = new Set(states.flatMap((state) => model.view(state).pictures.map(({ kind }) => kind)))
  for (const kind of kinds) expect(playerOf(name)).toContain(`${kind}: draw`)
  expect(playerOf(name)).toContain(`startPlayer('${name}'`)
})

import { type KataRequest, onceHint, onceTest, placeholder, twiceHint, twiceTest } from './kata-request.ts'
import { chooseTemplate, type StoreTemplate } from './store-template.ts'

/** The files of a new kata that hold code, by path. */
export function scaffoldCode(request: KataRequest): [path: string, text: string][] {
  const { slug, services } = request
  const template = chooseTemplate(services)
  const todo = '// TODO: this stores an order again each time it is sent.'
  const wrongHeader = (test: string, hint: string): string => `// fails: ${test}\n// hint: ${hint}\n`
  const nothing = [`if (orderId === '') throw new RangeError('An order needs an id.')`]
  return [
    [
      `${slug}.ts`,
      renderFunction(template, `Stores one order. ${placeholder} say what the caller may rely on.`, [
        todo,
        ...template.blind,
      ]),
    ],
    [`${slug}.test.ts`, renderTests(request, template)],
    [`solution/${slug}.ts`, renderFunction(template, 'Looks and stores in one step.', template.solution)],
    [
      'solution/alternatives/look-first.ts',
      renderFunction(template, 'Looks first, then stores.', template.alternative),
    ],
    [
      'wrong/stores-again.ts',
      wrongHeader(twiceTest, twiceHint) + renderFunction(template, 'Never looks.', template.blind),
    ],
    [
      'wrong/stores-nothing.ts',
      wrongHeader(onceTest, onceHint) + renderFunction(template, 'Never stores.', nothing, true),
    ],
  ]
}

function renderFunction(template: StoreTemplate, doc: string, body: readonly string[], isIdle = false): string {
  const { importLine, parameter } = template
  return [
    ...(importLine === undefined ? [] : [importLine, '']),
    '/**',
    ` * ${doc}`,
    ' *',
    ` * ${template.doc}`,
    ' */',
    `export async function storeOrder(${isIdle ? '_' : ''}${parameter}, orderId: string): Promise<void> {`,
    ...body.map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n')
}

function renderTests({ slug, services }: KataRequest, template: StoreTemplate): string {
  const fixtures = services.length === 0 ? '' : `{ ${[...services].sort().join(', ')} }`
  const others = services.filter((name) => name !== template.fixture)
  const lines = (test: string, calls: number, message: string): string[] => [
    `test('${test}', async (${fixtures}) => {`,
    ...others.map(
      (name) =>
        `  // ${placeholder} ${name} is only started here; use it, or take it out of kata.json.\n  expect(${name}.url).toBeTruthy()`,
    ),
    `  ${template.setUp}`,
    ...Array.from({ length: calls }, () => `  await storeOrder(${template.argument}, 'order-1')`),
    ...template.stored.map((line) => `  ${line}`),
    `  expect(stored, \`${message}\`).toBe(1)`,
    '})',
  ]
  return [
    "import { expect, test } from 'loadbearing/kit'",
    `import { storeOrder } from './${slug}.ts'`,
    '',
    ...lines(onceTest, 1, 'One order was sent, and ${stored} are stored (expected 1).'),
    '',
    ...lines(twiceTest, 2, 'One order was sent twice and is stored ${stored} times (expected 1).'),
    '',
  ].join('\n')
}

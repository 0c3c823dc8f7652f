import { demo, type Plan, type PlanNode, type PostgresFixture } from 'loadbearing/demo'

/** 200 depots with 500 parcels each, of which 5 are lost. Weights from 0 to 999 g in no order. A city lies in one country. */
async function fillTables(postgres: PostgresFixture): Promise<void> {
  await postgres.query(`
    CREATE TABLE parcels (id integer PRIMARY KEY, depot integer, status text, city text, country text,
      scanned_at timestamptz, weight integer, label text);
    INSERT INTO parcels
    SELECT n, n % 200, CASE WHEN (n + n / 200 * 37) % 100 = 0 THEN 'lost' ELSE 'delivered' END, 'city ' || n % 20,
      'country ' || n % 20, timestamptz '2026-11-01Z' + n * interval '20 s', n * 7919 % 1000, repeat('label ', 10)
    FROM generate_series(1, 100000) n;
    CREATE TABLE claims AS SELECT n * 499 AS parcel FROM generate_series(1, 200) n;
    ANALYZE claims`)
  await postgres.query('VACUUM ANALYZE parcels')
}

// #region questions
const lostOfDepot = "SELECT label FROM parcels WHERE depot = 17 AND status = 'lost'"
const heavy = 'SELECT max(label) FROM parcels WHERE weight >= 400'
const ofDay = "SELECT depot FROM parcels WHERE scanned_at >= '2026-11-03Z' AND scanned_at < '2026-11-04Z'"
const inCity = "SELECT label FROM parcels WHERE city = 'city 7' AND country = 'country 7'"
// #endregion

interface Step {
  readonly id: string
  readonly question: string
  /** Statements that run before the question is asked. */
  readonly before?: readonly string[]
  readonly sql: string
  /** Of the server, for the question alone. */
  readonly settings?: Readonly<Record<string, string>>
}

const steps: readonly Step[] = [
  { id: 'none', question: 'lost parcels of one depot', sql: lostOfDepot },
  {
    id: 'depot',
    question: '… with an index on depot',
    before: ['CREATE INDEX by_depot ON parcels (depot)'],
    sql: lostOfDepot,
  },
  {
    id: 'two',
    question: '… and another on status',
    before: ['CREATE INDEX by_status ON parcels (status)'],
    sql: lostOfDepot,
  },
  {
    id: 'both',
    question: '… with one index on both',
    before: ['CREATE INDEX by_depot_status ON parcels (depot, status)'],
    sql: lostOfDepot,
  },
  {
    id: 'free',
    question: '60 % of the rows, index on weight',
    before: ['CREATE INDEX by_weight ON parcels (weight)'],
    sql: heavy,
  },
  {
    id: 'forced',
    question: '… forced through that index',
    sql: heavy,
    settings: { enable_seqscan: 'off', enable_bitmapscan: 'off' },
  },
  {
    id: 'cast',
    question: 'a day: scanned_at::date = …',
    before: ['CREATE INDEX by_time ON parcels (scanned_at) INCLUDE (depot)'],
    sql: "SELECT depot FROM parcels WHERE scanned_at::date = '2026-11-03'",
    settings: { timezone: 'UTC' },
  },
  { id: 'range', question: '… scanned_at >= … AND scanned_at < …', sql: ofDay },
  {
    id: 'updated',
    question: '… after an update of their labels',
    before: ["UPDATE parcels SET label = 'new' WHERE scanned_at >= '2026-11-03Z' AND scanned_at < '2026-11-04Z'"],
    sql: ofDay,
  },
  { id: 'updatedAgain', question: '… asked once more', sql: ofDay },
  { id: 'vacuumed', question: '… after VACUUM', before: ['VACUUM parcels'], sql: ofDay },
  { id: 'guessed', question: 'a city and its country', sql: inCity },
  {
    id: 'told',
    question: '… with statistics on the pair',
    before: ['CREATE STATISTICS places (dependencies) ON city, country FROM parcels', 'ANALYZE parcels'],
    sql: inCity,
  },
  { id: 'loops', question: 'the parcels of 200 claims', sql: 'SELECT label FROM claims JOIN parcels ON id = parcel' },
]

/** The line of the plan that reads the parcels. */
function findScan({ nodes }: Plan): PlanNode {
  return nodes.find((node) => node['Relation Name'] === 'parcels') ?? { 'Node Type': 'none' }
}

/** Per loop, as the plan says. */
function numbersOf(scan: PlanNode): Record<'expected' | 'rows' | 'removed' | 'loops' | 'fetches', number> {
  return {
    expected: scan['Plan Rows'] ?? 0,
    rows: scan['Actual Rows'] ?? 0,
    removed: scan['Rows Removed by Filter'] ?? 0,
    loops: scan['Actual Loops'] ?? 1,
    fetches: scan['Heap Fetches'] ?? 0,
  }
}

function describeScan(scan: PlanNode): string {
  const fetches = scan['Heap Fetches'] === undefined ? '' : `, ${scan['Heap Fetches']} heap fetches`
  return `${scan['Node Type']}${fetches}`
}

export default demo({
  title: 'Fourteen plans of one table with 100,000 rows',
  services: { postgres: 1 },
  run: async ({ postgres }) => {
    await fillTables(postgres)
    const rows: (string | number)[][] = []
    const measured: Record<string, number> = {}
    let differences = 0
    for (const { id, question, before = [], sql, settings = {} } of steps) {
      for (const statement of before) await postgres.query(statement)
      // One process each, so that there is one line to read.
      const explain = () => postgres.explain(sql, [], { max_parallel_workers_per_gather: '0', ...settings })
      const plan = await explain()
      if (id !== 'updated') differences += (await explain()).buffers === plan.buffers ? 0 : 1
      const scan = findScan(plan)
      const numbers = numbersOf(scan)
      rows.push([
        question,
        describeScan(scan),
        numbers.expected,
        numbers.rows,
        numbers.removed,
        numbers.loops,
        plan.buffers,
      ])
      for (const [name, value] of Object.entries(numbers)) measured[`${id} ${name}`] = value
      measured[`${id} pages`] = plan.buffers
    }
    return {
      columns: ['question', 'the line that reads parcels', 'expected', 'rows', 'removed', 'loops', 'pages'],
      rows,
      measured: { ...measured, differences },
    }
  },
  claims: [
    {
      sentence: 'Asked again, a question takes the same number of pages, except right after an update',
      holds: (measured) => measured['differences'] === 0,
    },
    {
      sentence: 'With an index on depot, 99 of 100 rows that are read are thrown away',
      holds: (measured) => measured['depot removed'] === 495 && measured['depot rows'] === 5,
    },
    {
      sentence: 'One index on both columns takes at most a fiftieth of the pages',
      holds: (measured) => (measured['both pages'] ?? 0) * 50 <= (measured['depot pages'] ?? 0),
    },
    {
      sentence: 'For 60 % of the rows, the index takes at least 20 times as many pages as the whole table',
      holds: (measured) => (measured['forced pages'] ?? 0) >= 20 * (measured['free pages'] ?? 0),
    },
    {
      sentence: 'Postgres reads the whole table for them',
      holds: (measured) => (measured['free removed'] ?? 0) + (measured['free rows'] ?? 0) === 100_000,
    },
    {
      sentence: 'A day as a range of the column takes at most a fiftieth of the pages of a cast',
      holds: (measured) => (measured['range pages'] ?? 0) * 50 <= (measured['cast pages'] ?? 0),
    },
    {
      sentence: 'The cast is expected to find 500 rows, whatever is in the table',
      holds: (measured) => measured['cast expected'] === 500 && measured['cast rows'] === 4_320,
    },
    {
      sentence: 'An update of another column brings heap fetches, and VACUUM takes them away',
      holds: (measured) =>
        measured['range fetches'] === 0 &&
        (measured['updated fetches'] ?? 0) >= 4_320 &&
        measured['vacuumed fetches'] === 0,
    },
    {
      sentence: 'Without statistics on the pair, at least 15 times as many rows come as were expected',
      holds: (measured) =>
        (measured['guessed rows'] ?? 0) >= 15 * (measured['guessed expected'] ?? 0) &&
        (measured['told rows'] ?? 0) < 1.5 * (measured['told expected'] ?? 0),
    },
    {
      sentence: 'A line that says one row is run 200 times',
      holds: (measured) => measured['loops rows'] === 1 && measured['loops loops'] === 200,
    },
  ],
})

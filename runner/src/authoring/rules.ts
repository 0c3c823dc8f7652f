export type Subject = 'kata' | 'lesson' | 'course'

interface RuleText {
  /** What it judges: one kata, one lesson, or the course as a whole. */
  readonly subjects: readonly Subject[]
  /** What holds when the rule passes, as a sentence. */
  readonly holds: string
  /** Needs real runs of the kata or the demo, so `--static` leaves it out. */
  readonly needsRuns?: true
}

/** Every rule of the author's gate by its permanent id. Ids are never renamed or reused. */
export const rules = {
  'curriculum-valid': { subjects: ['course'], holds: 'curriculum.json has the shape of its schema' },
  'curriculum-entries-exist': { subjects: ['course'], holds: 'every kata and lesson in curriculum.json has its files' },
  'curriculum-entries-once': { subjects: ['course'], holds: 'no slug is listed twice' },
  'summary-complete': {
    subjects: ['course'],
    holds: 'the summary of a chapter asks a question for each of its constraints, and for no other',
  },
  'glossary-valid': { subjects: ['course'], holds: 'every term of the glossary stands there once, with a text' },

  'kata-files': { subjects: ['kata'], holds: 'every file of the format is there, and no other' },
  'kata-metadata': { subjects: ['kata'], holds: 'kata.json has the shape of its schema and its id is the folder name' },
  'kata-id-unique': { subjects: ['kata'], holds: 'the id belongs to this kata alone' },
  'kata-listed': {
    subjects: ['kata'],
    holds: 'curriculum.json lists the kata once, in the chapter which kata.json names',
  },
  'prerequisites-exist': { subjects: ['kata'], holds: 'every prerequisite is a kata of the course' },
  'prerequisites-acyclic': { subjects: ['kata'], holds: 'no kata is its own prerequisite, however long the way' },
  'constraint-introduced': { subjects: ['kata'], holds: 'a lesson introduces every constraint, in the same words' },
  'constraint-tested': { subjects: ['kata'], holds: "every constraint's sentence is the name of a test" },
  'brief-headings': {
    subjects: ['kata'],
    holds: 'the brief has its headings, in order, each with text, on one screen',
  },
  'kata-size': { subjects: ['kata'], holds: 'starter, test and solutions are small enough to read' },
  'kata-minutes': { subjects: ['kata'], holds: 'the minutes are those of its steps, or near' },
  'starter-todo': { subjects: ['kata'], holds: 'the starter has one or two `TODO` comments' },
  'test-imports': { subjects: ['kata'], holds: 'the test imports the starter, the kit and client libraries only' },
  'links-resolve': { subjects: ['kata', 'lesson', 'course'], holds: 'every link leads somewhere' },
  spelling: {
    subjects: ['kata', 'lesson', 'course'],
    holds: "every word is in the dictionary or in the course's word list",
  },
  'no-placeholder': { subjects: ['kata'], holds: 'nothing of `kata dev new` is left to be replaced' },
  'hint-not-empty': {
    subjects: ['kata'],
    holds: 'there are hints, each with a heading and text, and `for:` names a test',
  },
  'starter-hides-solution': { subjects: ['kata'], holds: "no line of a solution stands in the starter's comments" },
  'wrong-header': {
    subjects: ['kata'],
    holds: 'each wrong solution names a test that fails and a hint, in its first two lines',
  },
  formatted: { subjects: ['kata'], holds: 'starter, test and every solution are formatted and linted' },
  'types-hold': { subjects: ['kata'], holds: 'starter, test and every solution pass the type checker' },
  'starter-compiles': { subjects: ['kata'], holds: 'the starter compiles', needsRuns: true },
  'starter-fails-by-constraint': {
    subjects: ['kata'],
    holds: "the starter fails by a constraint's message, not by a crash or by doing nothing",
    needsRuns: true,
  },
  'solution-passes': { subjects: ['kata'], holds: 'the solution passes', needsRuns: true },
  'alternative-passes': { subjects: ['kata'], holds: 'every alternative passes', needsRuns: true },
  'passes-again': { subjects: ['kata'], holds: 'right solutions pass again, in random test order', needsRuns: true },
  'wrong-fails-as-named': {
    subjects: ['kata'],
    holds: 'each wrong solution fails the test it names first, by an assertion',
    needsRuns: true,
  },
  'wrong-message': {
    subjects: ['kata'],
    holds: 'what the learner would read equals the reviewed snapshot',
    needsRuns: true,
  },
  'wrong-message-stable': {
    subjects: ['kata'],
    holds: 'messages are free of what changes from run to run',
    needsRuns: true,
  },
  'test-rejects': {
    subjects: ['kata'],
    holds: 'every test rejects a wrong solution or says why it is kept',
    needsRuns: true,
  },
  'nothing-left': { subjects: ['kata'], holds: 'nothing is left behind on a server', needsRuns: true },
  'services-declared': { subjects: ['kata'], holds: 'the services used are the services declared', needsRuns: true },
  'time-within-limit': {
    subjects: ['kata'],
    holds: 'a right solution needs at most half of `timeoutSeconds`',
    needsRuns: true,
  },
  'hint-offered': {
    subjects: ['kata'],
    holds: 'who fails as a wrong solution fails is offered the hint which that file names',
    needsRuns: true,
  },

  'lesson-front-matter': { subjects: ['lesson'], holds: 'the front matter has the shape of its schema' },
  'lesson-listed': { subjects: ['lesson'], holds: 'curriculum.json lists the lesson once, with the same katas' },
  'lesson-shape': { subjects: ['lesson'], holds: 'the eight parts are there by heading, in order, each with text' },
  'lesson-length': { subjects: ['lesson'], holds: 'the text has 900 to 1,600 words' },
  'lesson-minutes': { subjects: ['lesson'], holds: 'the minutes are those of its steps, or near' },
  'lesson-blocks': { subjects: ['lesson'], holds: 'predict, figure and demo blocks have the shape of their schemas' },
  'figure-known': {
    subjects: ['lesson', 'course'],
    holds: 'every ```figure block names a figure',
  },
  'code-from-source': {
    subjects: ['kata', 'lesson', 'course'],
    holds: 'fences with a `from:` line equal the file they name',
  },
  'constraint-introduced-once': { subjects: ['lesson'], holds: 'no other lesson introduces the same constraint' },
  'constraint-stated': { subjects: ['lesson'], holds: 'each constraint is stated with its id under "The constraint"' },
  'constraint-defended': {
    subjects: ['lesson'],
    holds: 'in a complete chapter every constraint is defended by a kata',
  },
  'source-cited': { subjects: ['lesson'], holds: 'every listed source is linked from the text' },
  'demo-claims': { subjects: ['lesson'], holds: 'the demo runs and every claim it states holds', needsRuns: true },
  'demo-recorded': {
    subjects: ['lesson'],
    holds: 'the recorded table has the columns and rows that the demo prints',
    needsRuns: true,
  },
} as const satisfies Record<string, RuleText>

export type RuleId = keyof typeof rules

/** The rules that judge one kind of subject, in the order in which they are reported. */
export function rulesFor(subject: Subject): RuleId[] {
  return (Object.keys(rules) as RuleId[]).filter((id) => (rules[id].subjects as readonly Subject[]).includes(subject))
}

/** Whether a rule can only be judged by running something. */
export function needsRuns(id: RuleId): boolean {
  const text: RuleText = rules[id]
  return text.needsRuns === true
}

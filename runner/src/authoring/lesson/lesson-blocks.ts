import type { Unruled } from '../problem.ts'
import type { CourseSources } from '../sources/course-sources.ts'
import type { LessonSources } from '../sources/lesson-sources.ts'
import { readShapeComplaints } from '../sources/shape-complaints.ts'

/** predict, figure and demo blocks have the shape of their schemas; there is one prediction and a demo with its file. */
export function checkLessonBlocks(lesson: LessonSources, { tree }: CourseSources): Unruled[] {
  const { file, blocksError } = lesson
  if (blocksError !== undefined) return readShapeComplaints(blocksError, file)
  if (lesson.lesson === undefined) return []
  const { blocks } = lesson.lesson
  const predictions = blocks.filter(({ kind }) => kind === 'predict')
  const found: Unruled[] = []
  if (predictions.length !== 1) {
    const fix = 'Ask one question that the reader can be wrong about.'
    found.push({ file, expected: 'one ```predict block', got: `${predictions.length}`, fix })
  }
  if (!blocks.some(({ kind }) => kind === 'demo')) {
    const fix = `Add \`\`\`demo ${lesson.slug}, and record its table with \`kata dev check ${lesson.slug} --write\`.`
    found.push({ file, expected: 'a ```demo block', got: 'none', fix })
  }
  for (const block of blocks) {
    if (block.kind === 'figure' && !block.text.includes('\n')) found.push(bareFigure(file, block.line, block.text))
    if (block.kind === 'demo' && !tree.has(demoFile(lesson, block.name))) found.push(lostDemo(lesson, block))
  }
  return found
}

/** `lessons/<chapter>/demos/<name>.ts` */
export function demoFile({ chapter }: LessonSources, name: string): string {
  return `lessons/${chapter}/demos/${name}.ts`
}

function bareFigure(file: string, line: number, text: string): Unruled {
  return {
    file,
    line,
    expected: 'a caption, and below it a description that stands in where the figure can not run',
    got: text === '' ? 'nothing' : 'one line',
    fix: 'Describe what the figure shows, so that it can be understood without seeing it.',
  }
}

function lostDemo(lesson: LessonSources, { line, name }: { line: number; name: string }): Unruled {
  return {
    file: lesson.file,
    line,
    expected: `a demo in ${demoFile(lesson, name)}`,
    got: 'no such file',
    fix: 'Write the demo, or correct the name behind ```demo.',
  }
}

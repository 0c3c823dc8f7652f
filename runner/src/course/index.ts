/**
 * What a course is: its schemas, and the loader of curriculum, lessons and katas.
 *
 * ```ts
 * const course = await loadCourse(root)
 * for (const kata of course.katas.values()) console.log(kata.slug, kata.minutes)
 * const lesson = await loadLesson(course, findLesson(course, 'stampede'))
 * ```
 */

export type { BuildStage, StageFiles } from './build.ts'
export { chooseHint } from './choose-hint.ts'
export type { Build, Chapter, Course, LessonEntry } from './course.ts'
export { glossaryFile, openingFile, summaryFile } from './course-files.ts'
export { type Curriculum, curriculumSchema } from './curriculum.ts'
export { describeMinutes } from './describe-minutes.ts'
export { findChapter, findKata, findLesson } from './find-by-name.ts'
export { type DemoTable, findDemoTable } from './find-demo-table.ts'
export { findStatedSentence } from './find-stated-sentence.ts'
export { type FrontMatter, frontMatterSchema } from './front-matter.ts'
export type { Kata } from './kata.ts'
export { type Constraint, type KataMetadata, kataMetadataSchema } from './kata-metadata.ts'
export type { KataProof } from './kata-proof.ts'
export { katasOfChapter } from './katas-of-chapter.ts'
export { loadCourse } from './load-course.ts'
export { loadKata } from './load-kata.ts'
export { loadKataFingerprint } from './load-kata-fingerprint.ts'
export { loadKataProof } from './load-kata-proof.ts'
export { type KataTexts, loadKataTexts } from './load-kata-texts.ts'
export { loadLesson } from './load-lesson.ts'
export { loadMessageSnapshots } from './load-message-snapshots.ts'
export { type Brief, briefHeadings, parseBrief } from './parse-brief.ts'
export { type Glossary, type GlossaryTerm, parseGlossary } from './parse-glossary.ts'
export { type Hint, parseHints } from './parse-hints.ts'
export { type Lesson, parseLesson } from './parse-lesson.ts'
export { type LessonBlock, parseLessonBlocks } from './parse-lesson-blocks.ts'
export { parseSections, type Section } from './parse-sections.ts'
export { type Prediction, predictionSchema } from './prediction.ts'

import type { RuleId } from '../rules.ts'
import { checkLessonBlocks } from './lesson-blocks.ts'
import { checkConstraintDefended, checkConstraintStated, checkIntroducedOnce } from './lesson-constraints.ts'
import { checkLessonLength } from './lesson-length.ts'
import { checkFrontMatter, checkLessonListed, checkSourcesCited } from './lesson-metadata.ts'
import { checkLessonMinutes } from './lesson-minutes.ts'
import type { LessonRule } from './lesson-rule.ts'
import { checkLessonShape } from './lesson-shape.ts'

/** The rules of a lesson that need nothing but its files and those of the course. */
export const lessonFileRules = {
  'lesson-front-matter': checkFrontMatter,
  'lesson-listed': checkLessonListed,
  'lesson-shape': checkLessonShape,
  'lesson-length': checkLessonLength,
  'lesson-minutes': checkLessonMinutes,
  'lesson-blocks': checkLessonBlocks,
  'constraint-introduced-once': checkIntroducedOnce,
  'constraint-stated': checkConstraintStated,
  'constraint-defended': checkConstraintDefended,
  'source-cited': checkSourcesCited,
} as const satisfies Partial<Record<RuleId, LessonRule>>

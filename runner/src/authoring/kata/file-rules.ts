import type { RuleId } from '../rules.ts'
import { checkBrief } from './brief.ts'
import { checkConstraintIntroduced, checkConstraintTested } from './constraints.ts'
import { checkHints } from './hints.ts'
import { checkKataFiles } from './kata-files.ts'
import { checkKataListed } from './kata-listed.ts'
import { checkKataIdUnique, checkKataMetadata } from './kata-metadata.ts'
import { checkKataMinutes } from './kata-minutes.ts'
import type { KataRule } from './kata-rule.ts'
import { checkKataSize } from './kata-size.ts'
import { checkNoPlaceholder } from './no-placeholder.ts'
import { checkPrerequisitesAcyclic, checkPrerequisitesExist } from './prerequisites.ts'
import { checkStarterHidesSolution } from './starter-hides-solution.ts'
import { checkStarterTodo } from './starter-todo.ts'
import { checkTestImports } from './test-imports.ts'
import { checkWrongHeaders } from './wrong-header.ts'

/** The rules of a kata that need nothing but its files and those of the course. */
export const kataFileRules = {
  'kata-files': checkKataFiles,
  'kata-metadata': checkKataMetadata,
  'kata-id-unique': checkKataIdUnique,
  'kata-listed': checkKataListed,
  'prerequisites-exist': checkPrerequisitesExist,
  'prerequisites-acyclic': checkPrerequisitesAcyclic,
  'constraint-introduced': checkConstraintIntroduced,
  'constraint-tested': checkConstraintTested,
  'brief-headings': checkBrief,
  'kata-size': checkKataSize,
  'kata-minutes': checkKataMinutes,
  'starter-todo': checkStarterTodo,
  'test-imports': checkTestImports,
  'no-placeholder': checkNoPlaceholder,
  'hint-not-empty': checkHints,
  'starter-hides-solution': checkStarterHidesSolution,
  'wrong-header': checkWrongHeaders,
} as const satisfies Partial<Record<RuleId, KataRule>>

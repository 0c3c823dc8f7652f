import type { RuleId } from '../rules.ts'
import { checkMessages, checkMessagesStable } from './messages.ts'
import {
  checkAlternativesPass,
  checkPassesAgain,
  checkSolutionPasses,
  checkTimeWithinLimit,
} from './right-solutions.ts'
import type { RunsRule } from './runs-rule.ts'
import { checkNothingLeft, checkServicesDeclared } from './services.ts'
import { checkStarterCompiles, checkStarterFails } from './starter.ts'
import { checkHintOffered, checkTestRejects, checkWrongFails } from './wrong-solutions.ts'

/** The rules of a kata that are judged by its runs. */
export const runsRules = {
  'starter-compiles': checkStarterCompiles,
  'starter-fails-by-constraint': checkStarterFails,
  'solution-passes': checkSolutionPasses,
  'alternative-passes': checkAlternativesPass,
  'passes-again': checkPassesAgain,
  'wrong-fails-as-named': checkWrongFails,
  'wrong-message': checkMessages,
  'wrong-message-stable': checkMessagesStable,
  'test-rejects': checkTestRejects,
  'nothing-left': checkNothingLeft,
  'services-declared': checkServicesDeclared,
  'time-within-limit': checkTimeWithinLimit,
  'hint-offered': checkHintOffered,
} as const satisfies Partial<Record<RuleId, RunsRule>>

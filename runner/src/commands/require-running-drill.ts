import { findRunningDrill, type RunningDrill } from '../drills/client/running-drill.ts'
import { CourseError } from '../errors.ts'

/** @throws CourseError `DRILL_NOT_RUNNING` */
export async function requireRunningDrill(): Promise<RunningDrill> {
  const running = await findRunningDrill()
  if (running) return running
  throw new CourseError('DRILL_NOT_RUNNING', { message: 'No drill runs on this machine.' })
}

import type { Course } from '../course/course.ts'
import type { ReviewLine, ReviewPlan } from '../report/review-plan.ts'
import type { ProgressEvent } from '../workspace/progress-event.ts'

const dayMs = 86_400_000

/** The passed katas of this course in the order in which they come back. The scheduler is loaded only when it is needed. */
export async function planReviews(
  course: Course,
  events: readonly ProgressEvent[],
  now = new Date(),
): Promise<ReviewPlan> {
  const { deriveReviews } = await import('../workspace/derive-reviews.ts')
  const lines = deriveReviews(events).flatMap((review): ReviewLine[] => {
    const kata = course.katas.get(review.kata)
    // A build is one folder which grows: a stage of it is not begun again from its starter.
    if (kata === undefined || kata.stage !== undefined) return []
    const daysLeft = (Date.parse(review.dueAt) - now.getTime()) / dayMs
    return [{ ...review, title: kata.title, minutes: kata.minutes, daysLeft: Math.ceil(daysLeft) }]
  })
  return {
    due: lines.filter(({ daysLeft }) => daysLeft <= 0),
    later: lines.filter(({ daysLeft }) => daysLeft > 0),
  }
}

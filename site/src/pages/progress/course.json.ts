import type { APIRoute } from 'astro'
import { pageCourseOf } from '../../course/page-course.ts'
import { siteCourse } from '../../course/site-course.ts'

/** Read by `kata site`, and by the progress page when a file is chosen. */
export const GET: APIRoute = async () =>
  new Response(JSON.stringify(pageCourseOf(await siteCourse(), import.meta.env.BASE_URL)))

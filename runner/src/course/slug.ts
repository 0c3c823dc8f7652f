import { z } from 'zod'

/** A permanent name: lower-case words joined by dashes. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case words joined by dashes, such as lost-update')

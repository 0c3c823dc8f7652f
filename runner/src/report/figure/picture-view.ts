import type { Paint } from '../../terminal/paint.ts'
import type { Screen } from '../../terminal/screen.ts'

/** Where a picture is printed. */
export interface PictureView {
  readonly screen: Screen
  readonly paint: Paint
  /** Columns that the picture may take. */
  readonly width: number
}

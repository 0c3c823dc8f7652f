import type { EditedFile } from '../edited-file.ts'
import type { RefusedFile } from '../refused-file.ts'

/** `[emerg] 17#17: unknown directive "x" in /folder/shop.conf:12`, where the process and the place may be absent. */
const problem = /\[(?:emerg|crit)\] (?:\d+#\d+: )?(.*?)(?: in (\S+):(\d+))?$/m

/** Why nginx does not run by the learner's file, in its words, at its line there. */
export function refuseConfiguration(
  complaint: string,
  file: EditedFile,
  nameOf: (address: string) => string,
): RefusedFile {
  const [, message = complaint.trim(), path = '', line] = problem.exec(complaint) ?? []
  const isInFile = path.endsWith(`/${file.name}`)
  const words = message.replaceAll(/\d+\.\d+\.\d+\.\d+:\d+|[\w.-]+:\d+/g, nameOf)
  return file.refused(`nginx says: ${words}.`, { line: isInFile ? Number(line) : 1, column: 1 })
}

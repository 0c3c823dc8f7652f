import type { TestContext } from 'vitest'
import { onTestFinished } from 'vitest'
import type { Findings } from '../../drills/drill-definition.ts'
import { CourseError, exitCodes } from '../../errors.ts'
import '../task-meta.ts'
import type { DrillFixture } from './drill-fixture.ts'
import { DrillUnderTest } from './drill-under-test.ts'

/** The drill of a test's file; opened by the first test that measures it, ended after the last. */
export async function openDrill(
  box: { underTest: DrillUnderTest | undefined },
  task: TestContext['task'],
): Promise<DrillFixture> {
  box.underTest ??= new DrillUnderTest(task.file.filepath)
  const { underTest } = box
  onTestFinished(async () => {
    const [error] = task.result?.errors ?? []
    const outcome = error === undefined ? 'passes' : `fails: ${error.message.split('\n')[0]}`
    await underTest.tell(`"${task.name}" ${outcome}`).catch(() => undefined)
  })
  return {
    examine: async <Found extends Findings>() => {
      try {
        const findings = await underTest.examine()
        task.meta.services = await underTest.countServices()
        return findings as Found
      } catch (error) {
        if (error instanceof CourseError && error.exitCode === exitCodes.machineNotReady) {
          task.meta.undecided = { message: error.message, hint: error.hint }
        }
        throw error
      }
    },
  }
}

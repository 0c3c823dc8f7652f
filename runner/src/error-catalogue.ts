import { type ExitCode, exitCodes } from './exit-codes.ts'

export interface CatalogueEntry {
  /** One sentence that stays the same whenever this happens. */
  readonly title: string
  /** What a person can do, unless the thrower knows better. */
  readonly hint: string
  readonly exitCode: ExitCode
}

/** Every error that a person can meet, by its permanent code. Codes are never renamed or reused. */
export const errorCatalogue = {
  CONTAINER_ENGINE_NOT_FOUND: {
    title: 'No container engine answers.',
    hint: 'Start Docker Desktop or add your user to the `docker` group, then run `kata doctor`.',
    exitCode: exitCodes.machineNotReady,
  },
  COURSE_FILE_INVALID: {
    title: 'A file of the course is not as it should be.',
    hint: 'If you did not edit the course, install it again: `npm ci` in a clone, `npm install loadbearing` elsewhere.',
    exitCode: exitCodes.machineNotReady,
  },
  UNKNOWN_COMMAND: {
    title: 'There is no such command.',
    hint: 'See `kata help` for every command.',
    exitCode: exitCodes.wrongUsage,
  },
  UNKNOWN_KATA: {
    title: 'There is no such kata.',
    hint: 'See `kata list` for every kata.',
    exitCode: exitCodes.wrongUsage,
  },
  UNKNOWN_LESSON: {
    title: 'There is no such lesson.',
    hint: 'See `kata list` for every lesson.',
    exitCode: exitCodes.wrongUsage,
  },
  UNKNOWN_CHAPTER: {
    title: 'There is no such chapter.',
    hint: 'See `kata list` for every chapter.',
    exitCode: exitCodes.wrongUsage,
  },
  UNKNOWN_FIGURE: {
    title: 'There is no such figure.',
    hint: 'See `kata figure` for every figure.',
    exitCode: exitCodes.wrongUsage,
  },
  AMBIGUOUS_NAME: {
    title: 'That name could mean several things.',
    hint: 'Type more of the name.',
    exitCode: exitCodes.wrongUsage,
  },
  WRONG_USAGE: {
    title: 'The command was not given as it takes it.',
    hint: 'See `kata help`.',
    exitCode: exitCodes.wrongUsage,
  },
  CONFIRMATION_NEEDED: {
    title: 'This has to be confirmed.',
    hint: 'Repeat the command with `--yes`.',
    exitCode: exitCodes.wrongUsage,
  },
  WORKSPACE_NOT_FOUND: {
    title: 'There is no workspace here.',
    hint: 'Go to the folder in which `kata init` ran, or run `kata init` in an empty one.',
    exitCode: exitCodes.wrongUsage,
  },
  WORKSPACE_NOT_WRITABLE: {
    title: 'The workspace can not be written.',
    hint: 'Check the free space of the disk and who may write to the folder, then repeat the command.',
    exitCode: exitCodes.machineNotReady,
  },
  KATA_NOT_STARTED: {
    title: 'This kata has not been started.',
    hint: 'Run `kata start <kata>` first.',
    exitCode: exitCodes.wrongUsage,
  },
  KATA_NOT_PASSED: {
    title: 'This kata has not been passed.',
    hint: 'Run `kata list` to see what you have passed.',
    exitCode: exitCodes.wrongUsage,
  },
  STAGE_NOT_REVIEWED: {
    title: 'The stages of a build are not reviewed.',
    hint: 'Run `kata reset <stage>` to begin one again; what you have now is kept as a version.',
    exitCode: exitCodes.wrongUsage,
  },
  NOTHING_TO_TEST_OUT: {
    title: 'There is nothing to test out.',
    hint: 'See `kata list` for every chapter.',
    exitCode: exitCodes.wrongUsage,
  },
  EDITOR_NOT_FOUND: {
    title: 'No editor is known.',
    hint: 'Set EDITOR to the command of yours, such as `export EDITOR=code`, and repeat the command.',
    exitCode: exitCodes.machineNotReady,
  },
  EDITOR_NOT_OPENED: {
    title: 'The editor did not open.',
    hint: 'Set EDITOR to a command that opens a file, and repeat the command.',
    exitCode: exitCodes.machineNotReady,
  },
  UNKNOWN_ATTEMPT: {
    title: 'There is no such version.',
    hint: 'See `kata attempts` for all that are kept.',
    exitCode: exitCodes.wrongUsage,
  },
  PROGRESS_FILE_INVALID: {
    title: 'This is no whole progress file.',
    hint: 'Make it anew with `kata export` where the progress is. Nothing was changed here.',
    exitCode: exitCodes.wrongUsage,
  },
  PROGRESS_FILE_TOO_NEW: {
    title: 'This progress file was made by a newer loadbearing.',
    hint: 'Update loadbearing here, `kata update` says how, then import it again. Nothing was changed.',
    exitCode: exitCodes.wrongUsage,
  },
  FILE_EXISTS: {
    title: 'There is a file already.',
    hint: 'Name another one. Nothing is overwritten.',
    exitCode: exitCodes.wrongUsage,
  },
  KATA_NOT_NAMED: {
    title: 'No kata is in work.',
    hint: 'Name one: `kata list` shows them, `kata start <kata>` begins one.',
    exitCode: exitCodes.wrongUsage,
  },
  SERVICE_NOT_AVAILABLE: {
    title: "A server that is needed can't be had on this machine.",
    hint: 'Run `kata doctor`: it says what is missing and how to mend it.',
    exitCode: exitCodes.machineNotReady,
  },
  DATA_FOLDER_NOT_WRITABLE: {
    title: 'The folder of the servers can not be written.',
    hint: 'Free some space, or set KATA_HOME to a folder on another disk. `kata services stop` removes what servers store.',
    exitCode: exitCodes.machineNotReady,
  },
  EXTERNAL_SERVER_NOT_USABLE: {
    title: "The external server can't be used.",
    hint: 'Unset its KATA_… variable: then the runner starts a server of its own.',
    exitCode: exitCodes.machineNotReady,
  },
  EXTERNAL_RIGHT_MISSING: {
    title: 'The external server lacks a right that this kata needs.',
    hint: 'Unset its KATA_… variable: then the runner starts a server of its own.',
    exitCode: exitCodes.machineNotReady,
  },
  SERVICE_LOST: {
    title: 'A server stopped answering during the run.',
    hint: 'Run again: a new server is started by itself. `kata services logs` shows its last words.',
    exitCode: exitCodes.machineNotReady,
  },
  SERVICE_BUSY: {
    title: 'A server is in use by another run.',
    hint: 'Wait until the other run ends, or end it with `kata services stop`.',
    exitCode: exitCodes.machineNotReady,
  },
  KEEPER_NOT_STARTED: {
    title: 'The process that keeps the servers does not start.',
    hint: 'Run `kata doctor`. If that finds nothing, try `kata services stop` and then the command again.',
    exitCode: exitCodes.machineNotReady,
  },
  IMAGE_NOT_PULLED: {
    title: 'An image could not be downloaded.',
    hint: 'Check the network, or make an equivalent image on this machine with `kata images build`.',
    exitCode: exitCodes.machineNotReady,
  },
  IMAGE_NOT_BUILT: {
    title: 'An image could not be built on this machine.',
    hint: 'Run `kata doctor` to see which other ways there are.',
    exitCode: exitCodes.machineNotReady,
  },
  CLIENT_PROGRAM_NOT_FOUND: {
    title: 'The client program for this server is not installed.',
    hint: 'Install it, then try again.',
    exitCode: exitCodes.machineNotReady,
  },
  ORDER_UNDECIDED: {
    title: 'An order of the calls could not be decided.',
    hint: 'This neither passes nor fails. Run again; code under test should wait by the given clock, not by timers of its own.',
    exitCode: exitCodes.machineNotReady,
  },
  ORDER_DIVERGED: {
    title: 'An order of the calls could not be repeated.',
    hint: 'This neither passes nor fails. Run again; code under test should not depend on real time or random choice between calls.',
    exitCode: exitCodes.machineNotReady,
  },
  NO_ORDER_RECORDED: {
    title: 'There is no order to play again.',
    hint: 'An order is recorded when `kata test` finds one that breaks a constraint.',
    exitCode: exitCodes.wrongUsage,
  },
  WORK_NOT_READABLE: {
    title: "What a learner handed in can't be read.",
    hint: 'See `kata test --help` for what is graded.',
    exitCode: exitCodes.wrongUsage,
  },
  NOTHING_TO_REPORT: {
    title: 'There is no verdict to report.',
    hint: 'Run `kata test` first.',
    exitCode: exitCodes.wrongUsage,
  },
  DEMO_NOT_FOUND: {
    title: 'This lesson has no demo.',
    hint: 'Lessons with a demo show its table; see `kata read <lesson>`.',
    exitCode: exitCodes.wrongUsage,
  },
  FIXTURE_NOT_REQUESTED: {
    title: 'A test uses a server that it did not ask for.',
    hint: "Name the fixture in the test's arguments: `test(name, async ({ postgres, interleave }) => …)`.",
    exitCode: exitCodes.wrongUsage,
  },
  CRASH_POINT_UNDECIDED: {
    title: 'What a crash leaves behind could not be decided.',
    hint: 'This neither passes nor fails. Run again; code under test should wait by the given clock, and reach servers only by what it is given.',
    exitCode: exitCodes.machineNotReady,
  },
  FAULT_NOT_MET: {
    title: 'A fault of the test never met its message.',
    hint: 'This neither passes nor fails: the test has not tried what it is about. It should name a message which every right design sends, or disarm the fault for designs that send none.',
    exitCode: exitCodes.machineNotReady,
  },
  LOAD_TOO_LARGE: {
    title: 'A test wants to put more load on something than it may.',
    hint: 'Ask for a lower rate or a shorter time: what a test shows, it shows with a few thousand calls.',
    exitCode: exitCodes.wrongUsage,
  },
  SITE_NOT_BUILT: {
    title: 'There is no built site here.',
    hint: 'In a clone run `npm run site:build`; elsewhere install loadbearing again, which brings it built.',
    exitCode: exitCodes.machineNotReady,
  },
  PORT_NOT_AVAILABLE: {
    title: 'This port can not be used.',
    hint: 'Give another one with `--port`, or none, to have any that is free.',
    exitCode: exitCodes.machineNotReady,
  },
  RUN_NOT_STARTED: {
    title: 'The tests could not be started.',
    hint: 'Run again. If it stays so, install loadbearing again: its copy of vitest does not start on this machine.',
    exitCode: exitCodes.machineNotReady,
  },
  INTERNAL: {
    title: 'The runner itself failed.',
    hint: 'This is a bug in loadbearing. Please report it with the text above.',
    exitCode: exitCodes.machineNotReady,
  },
} as const satisfies Record<string, CatalogueEntry>

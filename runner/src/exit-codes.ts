/** What a failed command tells the shell: a script can tell a learner's failure from the machine's. */
export const exitCodes = { passed: 0, notPassed: 1, wrongUsage: 2, machineNotReady: 3 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

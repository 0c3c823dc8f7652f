/** Free disk that servers need: below the least they do not start, and with the comfortable all images fit. */
export const diskNeeds = { leastBytes: 500e6, comfortableBytes: 2e9 } as const

/** Memory of a run with Postgres and Redis, its vitest included, and what a Kafka broker takes beside them. */
export const memoryNeeds = { runBytes: 400e6, kafkaBytes: 340e6 } as const

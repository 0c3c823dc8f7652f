// Loaded into each worker ahead of the run for which it waits.
import './tap-output.ts'

// Most katas use these, and loading them takes longer than a small test. A workspace of its own may have other copies
// of them, and then nothing is gained and nothing lost.
for (const client of ['pg', 'ioredis']) import(client).catch(() => undefined)

/**
 * How many requests a race is made of: few in `npm test`, and as many as XINQIAO_RACES says in a soak by hand, e.g.
 * `XINQIAO_RACES=100000 npx vitest run --config .config/vitest.ts apps/server/test/races/revoke`.
 */
export const requests = (usual: number): number => Number(process.env.XINQIAO_RACES ?? usual);

/**
 * A soak takes long and may share its machine: a read that waited too long for its lock is refused as
 * `DATABASE_UNAVAILABLE`, which delivers nothing; it is counted and stands in the record. In `npm test` there are none.
 */
export const isSoak = process.env.XINQIAO_RACES !== undefined;

/** Longest time for a test of that many requests, in milliseconds. */
export const patienceMs = (count: number): number => 90_000 + count * 200;

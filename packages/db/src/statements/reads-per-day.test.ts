import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BANK_A, type City, entry, foundCity, OTHER_SUBJECT, SUBJECT } from '../testing/city.ts';
import { appendLogEntry, type NewLogEntry } from './append-log-entry.ts';
import { readsPerDay } from './reads-per-day.ts';

const KINDS = ['DATA_DELIVERED', 'DECISION_MADE'];
const SINCE = new Date('2026-11-01T00:00:00.000Z');

let city: City;
beforeAll(async () => {
  city = await foundCity();
});
afterAll(() => city.drop());

const read = (recordedAt: string, fact: Partial<NewLogEntry> = {}) =>
  city.as.application.transaction({ participantId: BANK_A }, (tx) =>
    appendLogEntry(
      tx,
      entry(`ent_${crypto.randomUUID()}`, {
        ...{ participantId: BANK_A, subjectId: SUBJECT, kind: 'DATA_DELIVERED' },
        recordedAt: new Date(recordedAt),
        ...fact,
      }),
    ),
  );

describe('readsPerDay', () => {
  it('counts what an owner may see, by day of Shanghai, and nothing else', async () => {
    await read('2026-11-15T15:59:59.000Z');
    await read('2026-11-15T16:00:00.000Z');
    await read('2026-11-16T01:00:00.000Z', { kind: 'DECISION_MADE' });
    await read('2026-11-16T01:00:00.000Z', { kind: 'ACCESS_ALLOWED' });
    await read('2026-11-16T01:00:00.000Z', { subjectId: OTHER_SUBJECT });
    await read('2026-10-01T01:00:00.000Z');
    const days = await city.as.authorization.transaction({ subjectId: SUBJECT }, (tx) =>
      readsPerDay(tx, SUBJECT, KINDS, SINCE),
    );
    expect([...days].sort((a, b) => (a.day < b.day ? -1 : 1))).toEqual([
      { day: '2026-11-15', reads: 1 },
      { day: '2026-11-16', reads: 2 },
    ]);
  });
});

import { openDatabase } from '@xinqiao/db';
import { createTestDatabase } from '@xinqiao/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countReading, READINGS_PER_MINUTE } from '../../src/applications/keys/limit-readings.ts';
import { clockFrom } from '../../src/clock.ts';

describe('readings of key addresses that a participant asks for', () => {
  let nodes: ReturnType<typeof openDatabase>[];
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const database = await createTestDatabase();
    drop = database.drop;
    nodes = [1, 2].map(() => openDatabase(database.urls.application, { poolSize: 4 }));
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await drop();
  });

  const at = (time: string, participantId: string) => (node: (typeof nodes)[number]) =>
    countReading(
      { database: node, tokenClock: clockFrom(() => new Date(`2026-11-21T${time}Z`)) },
      participantId,
    );
  const outcomes = async (ask: ReturnType<typeof at>) => {
    const calls = nodes.flatMap((node) => Array.from({ length: READINGS_PER_MINUTE }, () => ask(node)));
    return (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
  };

  it('are ten a minute, on all nodes together', async () => {
    expect(await outcomes(at('08:00:00.000', 'ptc_a'))).toBe(10);
  });

  it('beyond that are refused until the next minute begins', async () => {
    const [node] = nodes as [(typeof nodes)[number]];
    await expect(at('08:00:47.500', 'ptc_a')(node)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { retryAfterSeconds: 13 },
    });
    await at('08:01:00.000', 'ptc_a')(node);
  });

  it('of one participant leave those of another alone', async () => {
    const [node] = nodes as [(typeof nodes)[number]];
    await at('08:00:00.000', 'ptc_b')(node);
  });
});

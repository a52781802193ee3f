import { beforeAll, expect, it } from 'vitest';
import { comparable } from './comparable.ts';
import { play } from './story.ts';
import { handlersWorld, serverWorld } from './worlds.ts';

const notes: Record<'server' | 'handlers', ReadonlyMap<string, unknown>> = {
  server: new Map(),
  handlers: new Map(),
};

beforeAll(async () => {
  const server = await serverWorld();
  try {
    notes.server = await play(server);
    const handlers = await handlersWorld(server.credentials);
    notes.handlers = await play(handlers).finally(() => handlers.close());
  } finally {
    await server.close();
  }
}, 300_000);

it('the handlers answer every step as the server does', () => {
  expect(notes.server.size).toBeGreaterThan(175);
  for (const [step, answer] of notes.server)
    expect.soft(comparable(notes.handlers.get(step)), step).toEqual(comparable(answer));
});

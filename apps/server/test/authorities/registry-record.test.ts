import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AuthorityCity, foundAuthorityCity } from './support/authority-city.ts';

/** Consents of the firm; XINQIAO_REGISTRY_CONSENTS=200 for the record. */
const CONSENTS = Number(process.env.XINQIAO_REGISTRY_CONSENTS ?? 60);

let world: AuthorityCity;
beforeAll(async () => {
  world = await foundAuthorityCity();
});
afterAll(() => world.close());

it(`a firm with ${CONSENTS} consents: two workers pause each once, and how long it took is noted`, {
  timeout: 600_000,
}, async () => {
  const { firm, representative } = await world.represented();
  for (let count = 0; count < CONSENTS; count++) await world.consent(representative, firm);
  const id = await world.reported(firm, 'LEGAL_REPRESENTATIVE_CHANGED', { names: await world.person() });
  const began = performance.now();
  await Promise.all([world.apply(0), world.apply(1)]);
  const milliseconds = Math.round(performance.now() - began);
  mkdirSync('artifacts', { recursive: true });
  writeFileSync(
    'artifacts/registry-event.json',
    `${JSON.stringify({ consents: CONSENTS, workers: 2, milliseconds }, null, 2)}\n`,
  );
  expect(await world.eventState(id)).toMatchObject({ status: 'APPLIED', consents_paused: CONSENTS });
  const paused = (await world.logged(firm)).filter((kind) => kind === 'CONSENT_PAUSED');
  expect(paused).toHaveLength(CONSENTS);
});

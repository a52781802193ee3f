import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkEnd, newModel, type Real, type Tally } from './support/model.ts';
import { beginning, COMMANDS } from './support/model-commands.ts';
import { foundSmallCity } from './support/small-city.ts';

/** Sequences of commands; XINQIAO_SEQUENCES=10000 for the record. */
const SEQUENCES = Number(process.env.XINQIAO_SEQUENCES ?? 40);
/** Each with a database of its own, side by side. */
const LANES = 4;
const MOST_COMMANDS = 40;

describe('the life of a consent, as a model', () => {
  it(
    'whatever banks, owners, the registry and the clock do in whatever order: what is stored equals the model, and every step has one revision, one log entry of its kind and one event',
    async () => {
      const tally: Tally = { sequences: 0, commands: 0, taken: 0, refused: 0, acts: {} };
      const startedAt = performance.now();
      const lane = async () => {
        const city = await foundSmallCity();
        try {
          await fc.assert(
            fc.asyncProperty(
              fc.record({ required: fc.constantFrom(1, 2), begun: fc.boolean() }),
              fc.commands([...COMMANDS], { maxCommands: MOST_COMMANDS, size: 'max' }),
              async ({ required, begun }, commands) => {
                const firm = await city.foundFirm({ people: 3, required });
                const real: Real = { city, firm, opened: new Map(), tally };
                const model = newModel(firm, required);
                // Half of them begin where there is something to change.
                if (begun) for (const command of beginning(required)) await command.run(model, real);
                await fc.asyncModelRun(() => ({ model, real }), commands);
                await checkEnd(model, real);
              },
            ),
            { numRuns: Math.ceil(SEQUENCES / LANES), endOnFailure: false },
          );
        } finally {
          await city.close();
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      if (process.env.XINQIAO_SEQUENCES !== undefined) console.log(JSON.stringify({ ...tally, seconds }));
      expect(tally.sequences).toBeGreaterThanOrEqual(SEQUENCES);
      // A model in which nothing is ever refused, or nothing ever taken, would show nothing.
      expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(SEQUENCES);
    },
    120_000 + SEQUENCES * 1_500,
  );
});

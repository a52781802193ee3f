import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Held, lifted, type Side, suspended } from './suspension.ts';

const acts = fc.array(
  fc.record({ act: fc.constantFrom('SUSPEND', 'LIFT'), side: fc.constantFrom<Side>('OPERATOR', 'OWNER') }),
  { maxLength: 12 },
);

/** Carries out acts; those that are not open change nothing. */
const after = (list: readonly { act: string; side: Side }[]) =>
  list.reduce<Held>((held, { act, side }) => {
    const next = act === 'SUSPEND' ? suspended(held, side) : lifted(held, side);
    return next === undefined ? held : next;
  }, null);

describe('suspension from two sides', () => {
  it('what the operator suspended, no act of the owner brings back', () => {
    fc.assert(
      fc.property(acts, acts, (before, owners) => {
        const own = owners.map(({ act }) => ({ act, side: 'OWNER' as const }));
        const held = after([...before, { act: 'SUSPEND', side: 'OPERATOR' }, ...own]);
        expect(['OPERATOR', 'BOTH']).toContain(held);
      }),
    );
  });

  it('what the owner suspended, no act of the operator brings back', () => {
    fc.assert(
      fc.property(acts, (operators) => {
        const theirs = operators.map(({ act }) => ({ act, side: 'OPERATOR' as const }));
        expect(['OWNER', 'BOTH']).toContain(after([{ act: 'SUSPEND', side: 'OWNER' }, ...theirs]));
      }),
    );
  });

  it('is reversible: once each side has lifted its own, nobody holds it', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const lifts = (['OPERATOR', 'OWNER'] as const).map((side) => ({ act: 'LIFT', side }));
        expect(after([...list, ...lifts])).toBeNull();
      }),
    );
  });

  it.each<[Held, Side]>([
    ['OWNER', 'OWNER'],
    ['OPERATOR', 'OPERATOR'],
    ['OPERATOR', 'OWNER'],
    ['BOTH', 'OWNER'],
    ['BOTH', 'OPERATOR'],
  ])('held by %s, it is not suspended again by %s', (held, side) => {
    expect(suspended(held, side)).toBeUndefined();
  });
});

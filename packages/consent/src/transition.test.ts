import { ConsentStatus } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConsentAct, endReasonOf, isFinal, TRANSITIONS, transition } from './transition.ts';

const acts = Object.keys(TRANSITIONS) as ConsentAct[];
const initiators = ['OWNER', 'PARTICIPANT', 'OPERATOR', 'SYSTEM'] as const;

describe('transition', () => {
  it.each([
    ['PENDING', 'GRANT', 'OWNER', 'ACTIVE'],
    ['PENDING', 'REJECT', 'OWNER', 'REJECTED'],
    ['PENDING', 'REVOKE', 'PARTICIPANT', 'REVOKED'],
    ['PENDING', 'EXPIRE', 'SYSTEM', 'EXPIRED'],
    ['ACTIVE', 'PAUSE', 'OWNER', 'PAUSED'],
    ['ACTIVE', 'REVOKE', 'OWNER', 'REVOKED'],
    ['ACTIVE', 'REVOKE', 'PARTICIPANT', 'REVOKED'],
    ['ACTIVE', 'REVOKE', 'OPERATOR', 'REVOKED'],
    ['ACTIVE', 'EXPIRE', 'SYSTEM', 'EXPIRED'],
    ['PAUSED', 'RESUME', 'OWNER', 'ACTIVE'],
    ['PAUSED', 'REVOKE', 'OWNER', 'REVOKED'],
    ['PAUSED', 'EXPIRE', 'SYSTEM', 'EXPIRED'],
  ] as const)('%s, %s by %s: becomes %s', (status, act, by, expected) => {
    expect(transition(status, { act, by })).toEqual({ kind: 'changed', status: expected });
  });

  const legal = new Set(
    acts.flatMap((act) =>
      TRANSITIONS[act].from.flatMap((from) => TRANSITIONS[act].by.map((by) => `${from} ${act} ${by}`)),
    ),
  );
  const illegal = ConsentStatus.options
    .flatMap((status) => acts.flatMap((act) => initiators.map((by) => ({ status, act, by }))))
    .filter(
      ({ status, act, by }) =>
        !legal.has(`${status} ${act} ${by}`) && !(act === 'REVOKE' && status === 'REVOKED'),
    );

  it.each(illegal)('$status, $act by $by: refused and unchanged', ({ status, act, by }) => {
    expect(transition(status, { act, by })).toEqual({ kind: 'illegal', status });
  });

  it('revoking twice changes nothing and is no error', () => {
    expect(transition('REVOKED', { act: 'REVOKE', by: 'OWNER' })).toEqual({
      kind: 'unchanged',
      status: 'REVOKED',
    });
  });

  it('nothing brings a final consent back', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('REJECTED', 'REVOKED', 'EXPIRED' as const),
        fc.array(fc.record({ act: fc.constantFrom(...acts), by: fc.constantFrom(...initiators) }), {
          maxLength: 20,
        }),
        (start, changes) => {
          const end = changes.reduce<ConsentStatus>(
            (status, change) => transition(status, change).status,
            start as ConsentStatus,
          );
          expect(end).toBe(start);
          expect(isFinal(end)).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['REJECT', 'OWNER', 'OWNER_REFUSED'],
    ['REVOKE', 'OWNER', 'OWNER_STOPPED'],
    ['REVOKE', 'PARTICIPANT', 'NO_LONGER_NEEDED'],
    ['EXPIRE', 'SYSTEM', 'TERM_OVER'],
    ['PAUSE', 'OWNER', null],
  ] as const)('%s by %s ends with %s', (act, by, reason) => {
    expect(endReasonOf({ act, by })).toBe(reason);
  });
});

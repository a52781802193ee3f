import { type CaseStatus, CaseStatus as Statuses } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, type CaseAct, statusAfter } from './case-steps.ts';

const ACTS: CaseAct[] = ['REPLY', 'CLOSE', 'ASSIGN', 'ANSWER', 'REOPEN', 'LINK'];

describe('the life of a case', () => {
  it('any walk: what is closed comes back by reopening only, and only what is assigned gets answered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 40 }), (acts) => {
        let status: CaseStatus = 'OPEN';
        for (const act of acts) {
          if (!allows(act, status)) {
            expect(() => statusAfter(act, status)).toThrow(
              expect.objectContaining({ code: 'CASE_STEP_ILLEGAL', details: { status } }),
            );
            continue;
          }
          const next = statusAfter(act, status);
          if (status === 'CLOSED') expect(act).toBe('REOPEN');
          if (next === 'ANSWERED' && status !== 'ANSWERED')
            expect([act, status]).toEqual(['ANSWER', 'ASSIGNED']);
          status = next;
        }
      }),
    );
  });

  it.each(Statuses.options)('whoever asked can end or has ended a case that is %s', (status) => {
    expect(allows('CLOSE', status)).toBe(status !== 'CLOSED');
  });
});

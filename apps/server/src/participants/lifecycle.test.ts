import { ParticipantStatus } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedInEmergency, needsFourEyes, needsOf, STEPS, stepOf, stepsFrom } from './lifecycle.ts';

const STATUSES = ParticipantStatus.options;

/** Somebody tries to take a step, with or without a second person, in an emergency or not. */
const attempt = fc.record({
  to: fc.constantFrom(...STATUSES),
  proposedBy: fc.constantFrom('a', 'b', 'c'),
  approvedBy: fc.constantFrom('a', 'b', 'c', null),
  emergency: fc.boolean(),
});
type Attempt = typeof attempt extends fc.Arbitrary<infer A> ? A : never;

/** The rules of the house, as the operations apply them. */
const permitted = (from: ParticipantStatus, { to, proposedBy, approvedBy, emergency }: Attempt): boolean => {
  const step = stepOf(from, to);
  if (step === undefined || approvedBy === proposedBy) return false;
  if (!needsFourEyes(step) || approvedBy !== null) return true;
  return emergency && allowedInEmergency(step);
};

describe('the life of a participant', () => {
  it('APPLIED → SANDBOX → CERTIFIED → ACTIVE ↔ SUSPENDED, WITHDRAWN from any, and nothing else', () => {
    expect(STEPS.map(({ from, to }) => `${from}→${to}`).sort()).toEqual([
      'ACTIVE→SUSPENDED',
      'ACTIVE→WITHDRAWN',
      'APPLIED→SANDBOX',
      'APPLIED→WITHDRAWN',
      'CERTIFIED→ACTIVE',
      'CERTIFIED→WITHDRAWN',
      'SANDBOX→CERTIFIED',
      'SANDBOX→WITHDRAWN',
      'SUSPENDED→ACTIVE',
      'SUSPENDED→WITHDRAWN',
    ]);
  });

  it('WITHDRAWN is final', () => {
    expect(stepsFrom('WITHDRAWN')).toEqual([]);
  });

  it('every step names who takes it and why', () => {
    for (const { by, reasons } of STEPS) expect([by.length, reasons.length]).not.toContain(0);
  });

  it('four eyes for exactly the steps into and out of ACTIVE', () => {
    const steps = STEPS.filter(needsFourEyes).map(({ from, to }) => `${from}→${to}`);
    expect(steps.sort()).toEqual([
      'ACTIVE→SUSPENDED',
      'ACTIVE→WITHDRAWN',
      'CERTIFIED→ACTIVE',
      'SUSPENDED→ACTIVE',
    ]);
  });

  it('an emergency suspends and does nothing else', () => {
    expect(STEPS.filter(allowedInEmergency)).toEqual([stepOf('ACTIVE', 'SUSPENDED')]);
  });

  it('no sequence of permitted steps reaches ACTIVE without two different people', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 30 }), (attempts) => {
        let status: ParticipantStatus = 'APPLIED';
        for (const each of attempts) {
          if (!permitted(status, each)) continue;
          status = each.to;
          if (status === 'ACTIVE')
            expect(new Set([each.proposedBy, each.approvedBy ?? each.proposedBy]).size).toBe(2);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('who leaves ACTIVE against two people is suspended in an emergency', () => {
    for (const step of stepsFrom('ACTIVE'))
      expect(permitted('ACTIVE', { to: step.to, proposedBy: 'a', approvedBy: null, emergency: true })).toBe(
        step.to === 'SUSPENDED',
      );
  });
});

describe('what a step needs', () => {
  const step = (from: ParticipantStatus, to: ParticipantStatus) => stepOf(from, to)!;

  it.each(['BANK', 'PEER_OPERATOR'] as const)(
    'a %s is certified with a key, active with licence and key',
    (kind) => {
      expect(needsOf(step('SANDBOX', 'CERTIFIED'), kind)).toEqual(['APPLICATION_WITH_KEY']);
      for (const from of ['CERTIFIED', 'SUSPENDED'] as const)
        expect(needsOf(step(from, 'ACTIVE'), kind)).toEqual(['LICENCE_IN_FORCE', 'APPLICATION_WITH_KEY']);
    },
  );

  it.each(['AGENCY', 'REGULATOR'] as const)('%s works at our consoles and needs no program', (kind) => {
    expect(needsOf(step('CERTIFIED', 'ACTIVE'), kind)).toEqual(['LICENCE_IN_FORCE']);
  });

  it('stopping needs nothing', () => {
    for (const { to, needs } of STEPS)
      if (to === 'SUSPENDED' || to === 'WITHDRAWN') expect(needs).toEqual([]);
  });
});

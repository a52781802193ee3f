import { conflictingRoles, STAFF_ROLE_SCOPES, StaffRole } from '@xinqiao/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireCompatible, requireEnough, requireNobodyElses } from './duties.ts';

const roles = fc.uniqueArray(fc.constantFrom(...StaffRole.options));

describe('separation of duties · GB/T 22239-2019 安全管理机构', () => {
  it.each(['ADMISSION', 'CATALOGUE', 'POLICY', 'SUPPORT'] as const)(
    'SECURITY and %s are two people',
    (other) => {
      expect(() => requireCompatible(['SECURITY', other])).toThrow(
        expect.objectContaining({ code: 'DUTIES_IN_CONFLICT' }),
      );
    },
  );

  it('ADMISSION may answer cases too', () => {
    expect(conflictingRoles(['ADMISSION', 'SUPPORT'])).toEqual([]);
  });

  it('nobody who may be given roles can both admit and keep the staff', () => {
    fc.assert(
      fc.property(roles, (held) => {
        fc.pre(conflictingRoles(held).length === 0);
        const scopes = new Set<string>(held.flatMap((role) => STAFF_ROLE_SCOPES[role]));
        expect(scopes.has('participants:admit') && scopes.has('staff:write')).toBe(false);
        expect(scopes.has('participants:admit') && scopes.has('participants:suspend')).toBe(false);
      }),
    );
  });

  it('an owner or a bank’s developer does not work for the operator as well', () => {
    for (const participantId of [null, 'ptc_bank'])
      expect(() => requireNobodyElses({ participantId }, 'ptc_operator')).toThrow(
        expect.objectContaining({ code: 'DUTIES_IN_CONFLICT' }),
      );
    requireNobodyElses({ participantId: 'ptc_operator' }, 'ptc_operator');
    requireNobodyElses(null, 'ptc_operator');
  });
});

describe('a staff that can go on', () => {
  const person = (...held: StaffRole[]) => ({ roles: held, status: 'ACTIVE' });
  const enough = [person('ADMISSION'), person('ADMISSION', 'SUPPORT'), person('SECURITY')];

  it('has two who admit and one for security', () => {
    expect(() => requireEnough(enough)).not.toThrow();
  });

  it.each([0, 1, 2])('is refused without person %i', (gone) => {
    expect(() => requireEnough(enough.toSpliced(gone, 1))).toThrow(
      expect.objectContaining({ code: 'ADMISSION_INCOMPLETE' }),
    );
  });

  it('does not count who is disabled', () => {
    expect(() => requireEnough([...enough.slice(1), { ...enough[0]!, status: 'DISABLED' }])).toThrow(
      expect.objectContaining({ code: 'ADMISSION_INCOMPLETE' }),
    );
  });
});

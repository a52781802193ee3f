import { describe, expect, it } from 'vitest';
import { inUse } from './in-use.ts';
import { ParticipantStatus } from './participant.ts';

describe('inUse', () => {
  it('is a participant that was let in and has not left', () => {
    expect(ParticipantStatus.options.filter((status) => inUse({ kind: 'BANK', status }))).toEqual([
      ...['ACTIVE', 'SUSPENDED'],
    ]);
  });

  it('is the operator at every step', () => {
    expect(ParticipantStatus.options.every((status) => inUse({ kind: 'OPERATOR', status }))).toBe(true);
  });
});

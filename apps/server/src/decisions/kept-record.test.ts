import type { Tx } from '@xinqiao/db';
import { describe, expect, it } from 'vitest';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { openRecord } from './kept-record.ts';

/** A vault that has sealed what it was given in nothing. */
const vault = {
  openFor: async (_tx: Tx, _label: string, sealed: string) => sealed,
} as unknown as PersonalVault;
const tx = {} as Tx;
/** A decision of before anything was added to what decisions say. */
const earlier = { decisionId: 'dec_1', outcome: 'APPROVED', limit: '300000.00', annualRate: '0.0435' };
const opened = (record: unknown) => openRecord(vault, tx, { id: 'dec_1', record });

describe('a stored decision', () => {
  it.each([
    ['of a firm', earlier],
    ['of a person, sealed', { sealed: JSON.stringify(earlier) }],
  ])('%s, made before keys were added, says null for them', async (_, record) => {
    expect(await opened(record)).toEqual({
      ...earlier,
      ...{ limitBoundBy: null, defaultProbability: null },
      ...{ documentHash: null, alternatives: null, inputs: null },
    });
  });

  it('keeps what it says of them', async () => {
    const later = {
      ...earlier,
      ...{ limitBoundBy: 'tax', defaultProbability: '0.010000' },
      ...{ documentHash: 'A'.repeat(43), alternatives: [], inputs: [] },
    };
    expect(await opened(later)).toEqual(later);
  });
});

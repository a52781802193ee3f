import type { PolicySummary } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { inForceBeside } from './in-force-beside.ts';

const DAY = '2026-11-22';
const summary = (fact: Partial<PolicySummary>): PolicySummary =>
  ({
    ...{ policyVersionId: null, ownerId: 'bank', policyId: 'dai', version: '2026-1', status: 'ACTIVE' },
    ...{ validFrom: '2026-01-01', validTo: null, activatedAt: '2025-12-01T00:00:00.000Z', retiredAt: null },
    ...fact,
  }) as PolicySummary;
const draft = summary({ version: '2026-9', status: 'DRAFT' });
const found = (...items: PolicySummary[]) => inForceBeside(draft, items, DAY)?.version;

describe('the version in force beside a draft', () => {
  const earlier = summary({});
  const later = { version: '2026-2', validFrom: '2026-06-01' };

  it('is the one that began last', () => {
    expect(found(earlier, summary(later), summary({ version: '2026-3', validFrom: '2026-12-01' }))).toBe(
      '2026-2',
    );
  });

  it('is none once the latest is retired: an earlier one does not come back', () => {
    const retired = { status: 'RETIRED', retiredAt: '2026-07-01T00:00:00.000Z' } as const;
    expect(found(earlier, summary({ ...later, ...retired }))).toBeUndefined();
  });

  it('is none after the last day of the latest', () => {
    expect(found(earlier, summary({ ...later, validTo: '2026-11-21' }))).toBeUndefined();
    expect(found(earlier, summary({ ...later, validTo: DAY }))).toBe('2026-2');
  });

  it('is the earlier one where the latest was retired before its first day in Shanghai', () => {
    const retired = (retiredAt: string) =>
      summary({ ...later, status: 'RETIRED', retiredAt: retiredAt as PolicySummary['retiredAt'] });
    expect(found(earlier, retired('2026-05-31T15:59:59.999Z'))).toBe('2026-1');
    expect(found(earlier, retired('2026-05-31T16:00:00.000Z'))).toBeUndefined();
  });

  it('is of the same owner and policy, and no draft', () => {
    expect(found(summary({ ownerId: null }), summary({ policyId: 'other' }), draft)).toBeUndefined();
  });
});

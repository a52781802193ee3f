import { describe, expect, it, vi } from 'vitest';
import type { AuthorizationServices } from '../../authorization/authorization-services.ts';
import { showOwnValues } from './show-own.ts';

/** Nothing can be logged, so nothing may be read. */
function brokenServices() {
  const read = vi.fn();
  const services = {
    clock: { today: () => '2026-11-22' },
    logger: { error: vi.fn() },
    vault: { digest: () => 'x'.repeat(43) },
    operatorId: 'bozhou',
    database: { transaction: () => Promise.reject(new Error('the database is away')) },
    ownData: { sources: [{ sourceId: 'city', items: [], deadlineMs: 1, read }] },
  } as unknown as AuthorizationServices;
  return { services, read };
}

describe('showOwnValues', () => {
  it('reads no source without its log entry, and still lets her answer', async () => {
    const { services, read } = brokenServices();
    const who = { identityId: 'a', subjectId: 'sub_x' as never, items: ['tax.arrears'] as const };
    await expect(showOwnValues(services, who, 'en')).resolves.toEqual([
      { item: 'tax.arrears', status: 'UNAVAILABLE', words: 'currently unavailable' },
    ]);
    expect(read).not.toHaveBeenCalled();
  });
});

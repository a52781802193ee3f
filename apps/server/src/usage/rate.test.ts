import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateHeaders } from './rate.ts';

describe('rateHeaders · draft-ietf-httpapi-ratelimit-headers-10', () => {
  it('names the policy, what is left and when it begins anew', () => {
    expect(rateHeaders({ limit: 6_000, used: 10, resetSeconds: 12 })).toEqual({
      'ratelimit-policy': '"participant";q=6000;w=60',
      ratelimit: '"participant";r=5990;t=12',
    });
  });

  it('asks to wait beyond the limit, not at it', () => {
    expect(rateHeaders({ limit: 5, used: 5, resetSeconds: 1 })).not.toHaveProperty('retry-after');
    expect(rateHeaders({ limit: 5, used: 6, resetSeconds: 1 })).toMatchObject({ 'retry-after': '1' });
  });

  it('never promises less than nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.nat(), (limit, used) => {
        const { ratelimit } = rateHeaders({ limit, used, resetSeconds: 30 });
        expect(ratelimit).toMatch(/^"participant";r=\d+;t=30$/);
      }),
    );
  });
});

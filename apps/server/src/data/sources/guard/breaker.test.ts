import { describe, expect, it } from 'vitest';
import { circuitBreaker, type Pass } from './breaker.ts';

function breakerAt() {
  let now = 0;
  const breaker = circuitBreaker({ failures: 3, openMs: 100, longestOpenMs: 350 }, () => now);
  const enter = () => breaker.enter() as Pass;
  return {
    ...{ breaker, enter },
    pass: (ms: number) => {
      now += ms;
    },
    open: () => {
      for (let count = 0; count < 3; count++) enter().failed();
    },
  };
}

describe('circuitBreaker', () => {
  it('opens after as many failures in a row as are allowed, not before', () => {
    const { breaker, enter } = breakerAt();
    enter().failed();
    enter().failed();
    expect(breaker).toMatchObject({ state: 'CLOSED', failures: 2 });
    enter().failed();
    expect(breaker.state).toBe('OPEN');
    expect(breaker.enter()).toBeUndefined();
  });

  it('counts from new after a success', () => {
    const { breaker, enter } = breakerAt();
    enter().failed();
    enter().failed();
    enter().succeeded();
    enter().failed();
    expect(breaker).toMatchObject({ state: 'CLOSED', failures: 1 });
  });

  it('learns nothing from a call that its caller gave up', () => {
    const { breaker, enter } = breakerAt();
    for (let count = 0; count < 10; count++) enter().released();
    expect(breaker).toMatchObject({ state: 'CLOSED', failures: 0 });
  });

  it('lets one call through after its time: the probe, and no second beside it', () => {
    const { breaker, open, pass } = breakerAt();
    open();
    pass(99);
    expect(breaker.enter()).toBeUndefined();
    pass(1);
    expect(breaker.state).toBe('HALF_OPEN');
    expect(breaker.enter()).toBeDefined();
    expect(breaker.enter()).toBeUndefined();
  });

  it('closes when the probe succeeds', () => {
    const { breaker, enter, open, pass } = breakerAt();
    open();
    pass(100);
    enter().succeeded();
    expect(breaker).toMatchObject({ state: 'CLOSED', failures: 0 });
    expect([breaker.enter(), breaker.enter()]).not.toContain(undefined);
  });

  it('stays open twice as long after each probe that fails, up to the longest', () => {
    const { breaker, enter, open, pass } = breakerAt();
    open();
    for (const wait of [100, 200, 350, 350]) {
      pass(wait - 1);
      expect(breaker.state).toBe('OPEN');
      pass(1);
      enter().failed();
    }
    expect(breaker.state).toBe('OPEN');
  });

  it('lets another probe through when the first was given up', () => {
    const { breaker, enter, open, pass } = breakerAt();
    open();
    pass(100);
    enter().released();
    expect(breaker.enter()).toBeDefined();
  });

  it('is not closed by a call that was made before it opened', () => {
    const { breaker, enter, open } = breakerAt();
    const early = enter();
    open();
    early.succeeded();
    expect(breaker.state).toBe('OPEN');
  });

  it('is not opened for longer by a call that was made before it opened', () => {
    const { breaker, enter, open, pass } = breakerAt();
    const early = enter();
    open();
    pass(100);
    const probe = enter();
    early.failed();
    expect(breaker.enter()).toBeUndefined();
    probe.succeeded();
    expect(breaker.state).toBe('CLOSED');
  });
});

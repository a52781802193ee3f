import { describe, expect, it } from 'vitest';
import { callWindow, WINDOW_MS } from './call-window.ts';

function windowAt() {
  let now = 0;
  const calls = callWindow(() => now);
  return {
    calls,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('callWindow', () => {
  it('tells nothing before the first call', () => {
    expect(windowAt().calls.figures()).toEqual({ calls: 0, failures: 0, p50Ms: null, p99Ms: null });
  });

  it('tells the latency that half, and that 99 in 100, do not exceed', () => {
    const { calls } = windowAt();
    for (let ms = 100; ms >= 1; ms--) calls.add(ms, true);
    expect(calls.figures()).toEqual({ calls: 100, failures: 0, p50Ms: 50, p99Ms: 99 });
  });

  it('counts failures, and leaves their time out', () => {
    const { calls } = windowAt();
    calls.add(5, true);
    calls.add(5_000, false);
    expect(calls.figures()).toEqual({ calls: 2, failures: 1, p50Ms: 5, p99Ms: 5 });
  });

  it('forgets what is a quarter of an hour old', () => {
    const { calls, pass } = windowAt();
    calls.add(5, false);
    pass(WINDOW_MS);
    calls.add(7, true);
    expect(calls.figures()).toEqual({ calls: 1, failures: 0, p50Ms: 7, p99Ms: 7 });
  });

  it('remembers the latest 2,000 and no more', () => {
    const { calls } = windowAt();
    for (let count = 0; count < 10_000; count++) calls.add(1, true);
    expect(calls.figures().calls).toBe(2_000);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bulkhead } from './bulkhead.ts';

const patient = () => new AbortController().signal;

describe('bulkhead', () => {
  it('lets so many in, lets so many wait, and refuses the next', async () => {
    const places = bulkhead({ concurrent: 2, queued: 1 });
    await places.enter(patient());
    await places.enter(patient());
    void places.enter(patient());
    expect(places).toMatchObject({ running: 2, waiting: 1 });
    expect(await places.enter(patient())).toBeUndefined();
  });

  it('gives a place to who has waited longest', async () => {
    const places = bulkhead({ concurrent: 1, queued: 2 });
    const leave = await places.enter(patient());
    const order: string[] = [];
    const first = places.enter(patient()).then((next) => {
      order.push('first');
      next?.();
    });
    const second = places.enter(patient()).then(() => order.push('second'));
    leave?.();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('gives a place back once, however often it is told', async () => {
    const places = bulkhead({ concurrent: 2, queued: 0 });
    const leave = await places.enter(patient());
    await places.enter(patient());
    leave?.();
    leave?.();
    expect(places.running).toBe(1);
  });

  it('forgets who gave up waiting', async () => {
    const places = bulkhead({ concurrent: 1, queued: 1 });
    const leave = await places.enter(patient());
    const caller = new AbortController();
    const waiting = places.enter(caller.signal);
    caller.abort(new Error('gave up'));
    await expect(waiting).rejects.toThrow('gave up');
    expect(places.waiting).toBe(0);
    leave?.();
    expect(places.running).toBe(0);
  });

  it('lets nobody in who has given up already', async () => {
    const places = bulkhead({ concurrent: 1, queued: 1 });
    await expect(places.enter(AbortSignal.abort(new Error('gave up')))).rejects.toThrow('gave up');
    expect(places.running).toBe(0);
  });

  it('never holds more than its places, loses none, and is empty when all have left', async () => {
    const act = fc.constantFrom('enter', 'leave', 'abort');
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 60 }), async (acts) => {
        const places = bulkhead({ concurrent: 3, queued: 4 });
        const held: (() => void)[] = [];
        const callers: AbortController[] = [];
        for (const each of acts) {
          if (each === 'leave') held.shift()?.();
          else if (each === 'abort') callers.shift()?.abort();
          else {
            const caller = new AbortController();
            callers.push(caller);
            places.enter(caller.signal).then(
              (leave) => leave && held.push(leave),
              () => {},
            );
          }
          await Promise.resolve();
          expect(places.running).toBeLessThanOrEqual(3);
          expect(places.waiting).toBeLessThanOrEqual(4);
          if (places.waiting > 0) expect(places.running).toBe(3);
        }
        while (places.running > 0) {
          await new Promise((resolve) => setImmediate(resolve));
          for (const leave of held.splice(0)) leave();
        }
        expect(places).toMatchObject({ running: 0, waiting: 0 });
      }),
    );
  });
});

import { newId } from '@xinqiao/contracts';
import type { Clock } from './clock.ts';
import type { RandomBytes } from './random-bytes.ts';

type Prefix = Parameters<typeof newId>[0];

/** Makes prefixed UUIDv7s (RFC 9562 §5.7) at the time of the platform's clock. */
export const idFactory =
  (clock: Clock, random: RandomBytes) =>
  <P extends Prefix>(prefix: P) =>
    newId(prefix, { now: clock.now(), random });

export type NewId = ReturnType<typeof idFactory>;

import { randomBytes } from 'node:crypto';
import { newId } from '@xinqiao/contracts';
import type { Clock } from './clock.ts';

type Prefix = Parameters<typeof newId>[0];

/** Makes ids that sort by time: a prefix and a UUIDv7 (RFC 9562 §5.7). */
export const idFactory =
  (clock: Clock) =>
  <P extends Prefix>(prefix: P) =>
    newId(prefix, { now: clock.now(), random: (length) => new Uint8Array(randomBytes(length)) });

export type NewId = ReturnType<typeof idFactory>;

import { PlatformError } from '@xinqiao/contracts';

/** A file that is refused as a whole. @param reason For its sender: what is wrong with it, without its contents. */
export const unreadable = (
  reason: string,
  details: PlatformError['details'] = {},
  cause?: unknown,
): PlatformError =>
  new PlatformError('IMPORT_UNREADABLE', {
    details: { reason, ...details },
    ...(cause === undefined ? {} : { cause }),
  });

import { PlatformError } from '@xinqiao/contracts';
import { SealBroken } from '../secret.ts';

/**
 * Whether what failed to open never will: its holder was erased, or it is not what was sealed. Anything else, a key
 * service that is away above all, may pass: whoever waits loses nothing.
 */
export const neverOpens = (error: unknown): boolean =>
  error instanceof SealBroken || (error instanceof PlatformError && error.code === 'SUBJECT_ERASED');

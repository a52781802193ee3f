import { PlatformError } from '@xinqiao/contracts';
import type { WriteContext } from '../../http/run-operation.ts';
import { type Acting, asOwner, type OwnInput } from '../act-on-application.ts';

/**
 * A participant acts on the keys of an application of its own: a program on those of itself, a person on those of
 * all. Whoever gets hold of one program so gets hold of one only.
 *
 * @throws {PlatformError} `APPLICATION_NOT_FOUND` when a program reaches for another
 */
export function asKeyOwner(context: WriteContext, input: OwnInput): Acting {
  const { principal } = context;
  const isProgram = principal.kind === 'application' && principal.identityId === undefined;
  if (isProgram && principal.applicationId !== input.applicationId)
    throw new PlatformError('APPLICATION_NOT_FOUND');
  return asOwner(context, input);
}

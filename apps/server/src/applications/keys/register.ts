import {
  type Application,
  type Instant,
  KEY_LONGEST_DAYS,
  KEY_USUAL_DAYS,
  PlatformError,
} from '@xinqiao/contracts';
import type { Handler, WriteContext } from '../../http/run-operation.ts';
import { type CheckedKey, checkKeySet } from '../../participants/keys/check-key-set.ts';
import { type Acting, actOnApplication, asOperator, logAct, stepIllegal } from '../act-on-application.ts';
import { refuse } from '../register.ts';
import { asKeyOwner } from './own-keys.ts';
import { takeSlot } from './take-slot.ts';

const DAY_MS = 86_400_000;
/**
 * Statuses in which nobody is served in production, and from which two people admit or reinstate who compare the keys:
 * only then may the operator register one for a participant, such as the next for a bank that lost all of its own.
 */
const BEFORE_FOUR_EYES = ['APPLIED', 'SANDBOX', 'CERTIFIED', 'SUSPENDED'];

interface Input {
  readonly jwk: Readonly<Record<string, unknown>>;
  readonly validTo?: Instant | undefined;
}

async function register(context: WriteContext, acting: Acting, input: Input): Promise<Application> {
  const now = context.services.tokenClock.now();
  const key = await checkedKey(input.jwk);
  const validTo = new Date(input.validTo ?? now.getTime() + KEY_USUAL_DAYS * DAY_MS);
  const days = (validTo.getTime() - now.getTime()) / DAY_MS;
  refuse(
    days > 0 && days <= KEY_LONGEST_DAYS
      ? []
      : [{ path: 'validTo', problem: 'Let it end in the future, within 2 years.' }],
  );
  return actOnApplication(context, acting, async (tx, application) => {
    // Nobody of the operator can plant a key in a bank that is served: what the key signs would count as the bank's.
    const { status } = application.participant;
    if (acting.side === 'OPERATOR' && !BEFORE_FOUR_EYES.includes(status)) throw stepIllegal({ status });
    const { applicationId, participantId } = acting;
    await takeSlot(tx, application.keys, {
      ...{ applicationId, participantId, key, validTo, now },
      source: 'UPLOAD',
    });
    const { kid, thumbprint, use } = key;
    await logAct(context, tx, acting, 'KEY_REGISTERED', {
      ...{ kid, thumbprint, source: 'UPLOAD', validTo: validTo.toISOString(), side: acting.side },
      ...(use === 'enc' ? { use } : {}),
    });
  });
}

/** @throws {PlatformError} `KEY_SET_INVALID`, naming members below `jwk` */
async function checkedKey(jwk: Input['jwk']): Promise<CheckedKey> {
  try {
    const { keys } = await checkKeySet({ keys: [jwk] }, ['sig', 'enc']);
    return keys[0] as CheckedKey;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.code !== 'KEY_SET_INVALID') throw error;
    const errors = error.errors.map(({ path, problem }) => ({
      path: path.replace(/^keys\.0/, 'jwk'),
      problem,
    }));
    throw new PlatformError('KEY_SET_INVALID', { errors });
  }
}

/** A participant registers a key of its own. */
export const registerKey: Handler<'keys.register'> = (context, input) =>
  register(context, asKeyOwner(context, input), input);

/** The operator registers a key of a participant that is being admitted, or is suspended. */
export const registerAnyKey: Handler<'keys.registerAny'> = (context, input) =>
  register(context, asOperator(input), input);

import {
  type ConsentId,
  type ConsentStop,
  type LogEntryKind,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { ConsentStopRow, Tx } from '@xinqiao/db';
import type { z } from 'zod';
import { appendEntry } from '../../audit/append.ts';
import type { WriteContext } from '../../http/run-operation.ts';
import { sha256Text } from '../../sha256-text.ts';
import { openStatement, statementFault } from './open-statement.ts';
import { findStop, stopView } from './stop-view.ts';

/** What every word of a bank about a stop says. */
interface AboutStop {
  readonly operatorId: string;
  readonly participantId: string;
  readonly consentId: string;
  readonly revision: number;
}

export interface BankWord<Schema extends z.ZodType<AboutStop>> {
  readonly jws: string;
  readonly type: string;
  readonly schema: Schema;
  /** The stop it is said to be about. */
  readonly consentId: ConsentId;
  readonly revision: number;
  /**
   * Checks what is said of this stop and stores it.
   *
   * @param now The real time, by which the bank’s clock is judged.
   * @returns What the log says of it; undefined when the same was said before
   * @throws {PlatformError} `STATEMENT_INVALID`
   */
  keep(
    tx: Tx,
    stop: ConsentStopRow,
    payload: z.output<Schema>,
    now: Date,
  ): Promise<{ readonly kind: LogEntryKind; readonly detail: object } | undefined>;
}

/**
 * Takes a bank's signed word about one of its stops: opened, held against the stop, stored and logged in one transaction.
 *
 * @throws {PlatformError} `STOP_NOT_FOUND`, `STATEMENT_INVALID`
 */
export async function takeWord<Schema extends z.ZodType<AboutStop>>(
  { services, principal, earlierResult, complete }: WriteContext,
  { jws, type, schema, keep, ...input }: BankWord<Schema>,
): Promise<ConsentStop> {
  if (principal.kind !== 'application') throw new PlatformError('SCOPE_MISSING');
  const { participantId, applicationId } = principal;
  const { clock, tokenClock, database, operatorId } = services;
  return database.transaction({ participantId }, async (tx) => {
    const stop = await findStop(tx, participantId, input);
    if (earlierResult !== undefined) return stopView(stop, clock.now());
    const { consentId, revision, subjectId } = stop;
    const now = tokenClock.now();
    const { payload, keyId } = await openStatement(tx, { jws, type, schema, applicationId, now });
    requireSame<AboutStop>(payload, { operatorId, participantId, consentId, revision });
    const kept = await keep(tx, stop, payload, now);
    if (kept !== undefined)
      await appendEntry(services, tx, {
        ...{ kind: kept.kind, actor: applicationId, participantId },
        ...{ subjectId: subjectId as SubjectId | null, consentId: consentId as ConsentId },
        detail: { ...kept.detail, revision, keyId, statementHash: sha256Text(jws) },
      });
    await complete(tx, input.consentId);
    return stopView(await findStop(tx, participantId, input), clock.now());
  });
}

/** @throws {PlatformError} `STATEMENT_INVALID`, `OTHER_STOP`: what it says of the stop is not so */
export function requireSame<Facts extends object>(said: Facts, known: Partial<Facts>): void {
  const differs = Object.entries(known).some(([name, value]) => said[name as keyof Facts] !== value);
  if (differs) throw statementFault('OTHER_STOP');
}

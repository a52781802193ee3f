import type { ItemResult } from '@xinqiao/catalogue';
import {
  addMonths,
  type CalendarDate,
  type DataItemId,
  type DateRange,
  type SubjectId,
} from '@xinqiao/contracts';
import type { Database } from '@xinqiao/db';
import { appendEntry } from '../../audit/append.ts';
import { ownerOf } from '../../audit/owner.ts';
import type { AuthorizationServices } from '../../authorization/authorization-services.ts';
import { sourceSubject } from '../../subjects/source-code.ts';
import type { GuardedSource } from '../sources/guard/guard-source.ts';
import { readSources } from '../sources/read-sources.ts';

/** Where an owner’s own data comes from: the sources, and the connection they read imported files by. */
export interface OwnDataSources {
  readonly sources: readonly GuardedSource[];
  readonly database: Database;
}

export interface OwnRead {
  readonly identityId: string;
  readonly subjectId: SubjectId;
  readonly items: readonly DataItemId[];
  readonly range: DateRange;
  /** What the log calls it. */
  readonly kind: 'OWN_DATA_SHOWN' | 'OWN_DATA_EXPORTED';
  /** Longest an item may take, in milliseconds; a source’s own deadline if that is shorter. */
  readonly deadlineMs: number;
}

/**
 * Reads an owner’s own data for herself, after a log entry that no bank sees. A source that fails makes its items
 * TIMEOUT or UNAVAILABLE and nothing else; whoever calls has made sure that she may act for the subject.
 */
export async function readOwnData(
  services: AuthorizationServices,
  { identityId, subjectId, items, range, kind, deadlineMs }: OwnRead,
): Promise<ItemResult[]> {
  const { database, vault, operatorId, ownData } = services;
  const found = await database.transaction({ identityId, subjectId }, async (tx) => {
    await appendEntry(services, tx, {
      ...{ kind, subjectId, participantId: null, consentId: null },
      actor: ownerOf(vault, operatorId, identityId),
      detail: { purpose: 'SELF_SERVICE_EXPORT', items, range },
    });
    return sourceSubject(services, tx, subjectId);
  });
  return readSources(ownData, found.subject, items, range, { deadlineMs });
}

/** The last whole months up to today, and the days of this one. */
export const lastMonths = (today: CalendarDate, months: number): DateRange => ({
  from: `${addMonths(today.slice(0, 7), -months)}-01`,
  to: today,
});

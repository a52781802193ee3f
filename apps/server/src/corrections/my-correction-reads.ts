import { hasRecordKeys, recordKey } from '@xinqiao/catalogue';
import {
  addDays,
  addMonths,
  type CorrectionStatus,
  type DataItemId,
  type DateRange,
  PlatformError,
  type SubjectId,
} from '@xinqiao/contracts';
import type { AuthorizationServices } from '../authorization/authorization-services.ts';
import { findSubjects, type OwnSubject } from '../authorization/my/own-subjects.ts';
import { lastMonths, readOwnData } from '../data/own/read-own.ts';
import type { Session } from '../http/session.ts';
import { wholeAuthority } from './open-correction.ts';
import type { MyCorrection } from './pages/my-corrections-page.ts';
import { openNote, openWords } from './sealed-words.ts';

/** Most of hers that are shown, and most records to choose from at once. */
const SHOWN = 50;
const MOST_RECORDS = 500;
/** How far back records are looked up where she names no month, in months. */
const MONTHS = 36;
const PATIENCE_MS = 5_000;

/** What is asked about: whose item, and of which month where she names one. */
export interface About {
  readonly subject: OwnSubject;
  readonly item: DataItemId;
  readonly month: string | undefined;
}

/** Subjects for which she may act as a whole. */
export const wholeSubjects = (services: AuthorizationServices, session: Session): Promise<OwnSubject[]> =>
  findSubjects(services, session, wholeAuthority);

/** Her records of the item, by their keys; undefined where the source did not answer, or holds more than fit here. */
export async function recordsOf(
  services: AuthorizationServices,
  { identityId }: Session,
  { subject, item, month }: About,
): Promise<readonly string[] | undefined> {
  const today = services.clock.today();
  const range: DateRange =
    month === undefined
      ? lastMonths(today, MONTHS)
      : { from: `${month}-01`, to: addDays(`${addMonths(month, 1)}-01`, -1) };
  const [result] = await readOwnData(services, {
    ...{ identityId, subjectId: subject.subjectId as SubjectId, items: [item], range },
    ...{ kind: 'OWN_DATA_SHOWN', deadlineMs: PATIENCE_MS },
  });
  if (result?.status === 'NO_DATA') return [];
  if (result?.records === undefined) return undefined;
  if (!hasRecordKeys(item)) return [''];
  const records = result.records as readonly Readonly<Record<string, unknown>>[];
  const keys = [...new Set(records.map((record) => recordKey(item, record)))].toReversed();
  return keys.length > MOST_RECORDS ? undefined : keys;
}

/**
 * Makes sure that a record is among hers.
 *
 * @param record Its key; null for the only one of an item that is a single record.
 * @throws {PlatformError} `CORRECTION_RECORD_UNKNOWN`; `SOURCE_UNAVAILABLE` where they could not be listed
 */
export function requireRecord(records: readonly string[] | undefined, record: string | null): void {
  if (records === undefined) throw new PlatformError('SOURCE_UNAVAILABLE');
  if (!records.includes(record ?? '')) throw new PlatformError('CORRECTION_RECORD_UNKNOWN');
}

/** Her objections, the newest first. */
export async function readMine(
  { database, vault }: AuthorizationServices,
  { identityId }: Session,
  subjects: readonly OwnSubject[],
): Promise<MyCorrection[]> {
  const mine: MyCorrection[] = [];
  for (const { subjectId, name } of subjects)
    mine.push(
      ...(await database.transaction({ identityId, subjectId }, async (tx) => {
        const rows = await tx.correction.findMany({
          where: { subjectId },
          orderBy: { id: 'desc' },
          take: SHOWN,
        });
        const opened: MyCorrection[] = [];
        for (const row of rows) {
          const words = await openWords(vault, tx, row);
          opened.push({
            ...{ correctionId: row.id, enterprise: name, item: row.item as DataItemId, path: row.path },
            // The case is its writer's own.
            caseId: row.identityId === identityId ? row.caseId : undefined,
            record: words?.record ?? null,
            status: row.status as CorrectionStatus,
            openedAt: row.openedAt,
            deadlineAt: row.deadlineAt,
            note: await openNote(vault, tx, row),
          });
        }
        return opened;
      })),
    );
  return mine.toSorted((a, b) => (a.correctionId < b.correctionId ? 1 : -1)).slice(0, SHOWN);
}

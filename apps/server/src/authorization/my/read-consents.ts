import {
  type CalendarDate,
  type ConsentRequestKind,
  dateOf,
  type Instant,
  type PurposeCode,
} from '@xinqiao/contracts';
import { type ReadsOfDay, readsPerDay, type Tx } from '@xinqiao/db';
import { consentView } from '../../consents/consent-view.ts';
import { refusedLately } from '../../consents/requests/refused-lately.ts';
import type { Session } from '../../http/session.ts';
import { withTitles } from '../../support/case-texts.ts';
import type { AuthorizationServices } from '../authorization-services.ts';
import { READ_KINDS } from '../pages/event-words.ts';
import type { MyConsent } from '../pages/my-consent-card.ts';
import type { OpenObjection, WaitingRequest } from '../pages/my-consents-page.ts';
import { CHART_WEEKS } from '../pages/reads-chart.ts';
import type { OwnSubject } from './own-subjects.ts';

const LIVING = ['PENDING', 'ACTIVE', 'PAUSED'] as const;
/** Most ended consents and events the page lists for an enterprise; older ones are in the export. */
const ENDED_SHOWN = 50;
const EVENTS_SHOWN = 200;
const WEEK_MS = 7 * 86_400_000;

/** What an owner’s home shows about one of her enterprises. */
export interface MyEnterprise {
  readonly consents: MyConsent[];
  readonly waiting: WaitingRequest[];
  /** How often banks read on each day of the weeks of the chart. */
  readonly reads: ReadsOfDay[];
}

/** What she is shown of each of her enterprises, in their order. */
export const readMyEnterprises = (
  services: AuthorizationServices,
  session: Session,
  subjects: readonly OwnSubject[],
): Promise<MyEnterprise[]> =>
  Promise.all(subjects.map((subject) => readMyEnterprise(services, session, subject)));

async function readMyEnterprise(
  { database, clock }: AuthorizationServices,
  { identityId }: Session,
  { subjectId, name }: OwnSubject,
): Promise<MyEnterprise> {
  return database.transaction({ identityId, subjectId }, async (tx) => {
    const now = clock.now();
    const include = {
      participant: true,
      stops: { orderBy: { revision: 'desc' }, take: 1 },
      requests: {
        where: { status: 'AGREED' },
        orderBy: { answeredAt: 'desc' },
        take: 1,
        include: { assistance: true },
      },
    } as const;
    const status = { in: [...LIVING] };
    const living = await tx.consent.findMany({
      where: { subjectId, status },
      include,
      orderBy: { id: 'desc' },
    });
    const ended = await tx.consent.findMany({
      where: { subjectId, NOT: { status } },
      ...{ include, orderBy: { id: 'desc' }, take: ENDED_SHOWN },
    });
    const rows = [...living, ...ended];
    const consentIds = rows.map(({ id }) => id);
    const entries = await tx.logEntry.findMany({
      where: { consentId: { in: consentIds } },
      orderBy: { id: 'desc' },
      take: EVENTS_SHOWN,
    });
    const receipts = await tx.consentRevision.findMany({
      where: { consentId: { in: consentIds }, receipt: { not: null } },
      select: { consentId: true, revision: true, changedAt: true },
      orderBy: { revision: 'desc' },
    });
    const since = new Date(now.getTime() - CHART_WEEKS * WEEK_MS);
    const reads = await readsPerDay(tx, subjectId, READ_KINDS, since);
    return {
      consents: rows.map(({ participant, stops, requests, ...row }) => ({
        consent: consentView(row),
        enterprise: name,
        assistedAt: requests[0]?.assistance?.placeName,
        bank: { zh: participant.nameZh, en: participant.nameEn },
        // A consent that was resumed is in force, whatever stopped it before.
        stop: row.status === 'ACTIVE' ? undefined : stops[0],
        receipts: receipts.filter(({ consentId }) => consentId === row.id),
        events: entries
          .filter(({ consentId }) => consentId === row.id)
          .map(({ id, kind, recordedAt }) => ({ entryId: id, kind, at: recordedAt })),
      })),
      waiting: await waitingFor(tx, { identityId, subjectId, enterprise: name, clock }),
      reads,
    };
  });
}

async function waitingFor(
  tx: Tx,
  who: {
    readonly identityId: string;
    readonly subjectId: string;
    readonly enterprise: string;
    readonly clock: AuthorizationServices['clock'];
  },
): Promise<WaitingRequest[]> {
  const { identityId, subjectId, enterprise, clock } = who;
  const waiting = await tx.consentRequest.findMany({
    where: { subjectId, status: 'PENDING', answerBy: { gt: clock.now() } },
    include: { approvals: { where: { identityId } } },
    orderBy: { answerBy: 'asc' },
  });
  // Once the firm refused a bank, nothing else that it asks of its own accord for that purpose can be answered.
  const rows = [];
  for (const row of waiting) {
    const { participantId, purposeCode, channel } = row;
    const about = { participantId, subjectId, purpose: purposeCode as PurposeCode };
    if (channel === 'CODE' || (await refusedLately(tx, about, clock)) === undefined) rows.push(row);
  }
  const banks = await tx.participant.findMany({
    where: { id: { in: rows.map(({ participantId }) => participantId) } },
  });
  return rows.map(({ id, kind, participantId, purposeCode, answerBy, approvals }) => {
    const bank = banks.find((candidate) => candidate.id === participantId);
    return {
      requestId: id,
      kind: kind as ConsentRequestKind,
      bank: { zh: bank?.nameZh ?? '', en: bank?.nameEn ?? '' },
      enterprise,
      purpose: purposeCode as PurposeCode,
      answerBy,
      byHer: approvals.length > 0,
    };
  });
}

/** Her objections that wait for an answer (征信业管理条例 art. 25: within 20 days). */
export async function readObjections(
  { database, vault }: AuthorizationServices,
  { identityId }: Session,
  subjects: readonly OwnSubject[],
): Promise<OpenObjection[]> {
  const rows = await database.transaction({ identityId }, async (tx) => {
    const found = await tx.supportCase.findMany({
      where: {
        ...{ identityId, category: 'OBJECTION', status: { in: ['OPEN', 'ASSIGNED'] } },
        subjectId: { in: subjects.map(({ subjectId }) => subjectId) },
      },
      orderBy: { deadlineAt: 'asc' },
    });
    return withTitles(vault, tx, found);
  });
  return rows.map(({ id, title, deadlineAt }) => ({
    caseId: id,
    title,
    answerBy: lastDayBefore(deadlineAt),
  }));
}

const lastDayBefore = (deadline: Date): CalendarDate =>
  dateOf(new Date(deadline.getTime() - 1).toISOString() as Instant);

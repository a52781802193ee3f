import type { DisclosureLevel, ParticipantId, PurposeCode } from '@xinqiao/contracts';
import type { AuthorityRow, ConsentRow, Prisma } from '@xinqiao/db';
import { inForceAt, reaches } from '../../authorities/in-force.ts';
import { consentView } from '../../consents/consent-view.ts';
import type { AuthorizationServices } from '../authorization-services.ts';

/** Consents and log entries read at once. */
const CONSENTS = 50;
const ENTRIES = 500;

/** Whose records are taken, and by whom. */
export interface RecordsAsked {
  readonly identityId: string;
  readonly subjectId: string;
  readonly name: string;
}

/** Authorities of a person for a firm that are in force now. */
export const heldAuthorities = (
  { database, clock }: Pick<AuthorizationServices, 'database' | 'clock'>,
  { identityId, subjectId }: Pick<RecordsAsked, 'identityId' | 'subjectId'>,
): Promise<AuthorityRow[]> =>
  database.transaction({ identityId, subjectId }, (tx) =>
    tx.authority.findMany({ where: { identityId, subjectId, ...inForceAt(clock.now()) } }),
  );

/** True for whoever acts for the firm without limits: the operator is among no limited list of banks. */
export const isWhole = (held: readonly AuthorityRow[], operatorId: string): boolean =>
  held.some((authority) =>
    reaches(authority, {
      ...{ purpose: 'SELF_SERVICE_EXPORT', disclosure: 'RECORDS' },
      participantId: operatorId as ParticipantId,
    }),
  );

/**
 * The consents of a firm with their history, receipts and stops, and every log entry about it, as JSON text piece by
 * piece: however many there are, only a page of them is held. Row security leaves out what people of a bank have only
 * proposed about it. A proxy with limits gets what her authority reaches, and the entries of those consents.
 */
export async function* exportRecords(
  services: AuthorizationServices,
  asked: RecordsAsked,
): AsyncGenerator<string> {
  const { subjectId, name } = asked;
  const held = await heldAuthorities(services, asked);
  const whole = isWhole(held, services.operatorId);
  const open = (row: ConsentRow) => whole || held.some((authority) => reaches(authority, matterOf(row)));
  const facts = { subject: { subjectId, name }, writtenAt: services.clock.instant() };
  yield `${JSON.stringify(facts, null, 2).slice(0, -2)},\n  "consents": [`;
  const consentIds: string[] = [];
  let comma = '';
  for await (const { consent, view } of consentsOf(services, asked)) {
    if (!open(consent)) continue;
    consentIds.push(consent.id);
    yield `${comma}\n${JSON.stringify(view, null, 2)}`;
    comma = ',';
  }
  yield '\n  ],\n  "entries": [';
  comma = '';
  // What was recorded before she agreed names the consent only.
  const about = { consentId: { in: consentIds } };
  for await (const entry of entriesOf(services, asked, whole ? { OR: [{ subjectId }, about] } : about)) {
    yield `${comma}\n${JSON.stringify(entry)}`;
    comma = ',';
  }
  yield '\n  ]\n}\n';
}

const matterOf = ({ purposeCode, participantId, disclosure }: ConsentRow) => ({
  purpose: purposeCode as PurposeCode,
  participantId: participantId as ParticipantId,
  disclosure: disclosure as DisclosureLevel,
});

async function* consentsOf({ database }: AuthorizationServices, { identityId, subjectId }: RecordsAsked) {
  let after = '';
  for (;;) {
    const rows = await database.transaction({ identityId, subjectId }, (tx) =>
      tx.consent.findMany({
        where: { subjectId, id: { gt: after } },
        include: { participant: true, revisions: { orderBy: { revision: 'asc' } }, stops: true },
        orderBy: { id: 'asc' },
        take: CONSENTS,
      }),
    );
    for (const { participant, revisions, stops, ...consent } of rows)
      yield {
        consent,
        view: {
          ...consentView(consent),
          bank: { zh: participant.nameZh, en: participant.nameEn },
          history: revisions.map(({ consentId: _, requestId: __, entryId: ___, ...revision }) => revision),
          stops: stops.map(
            ({ revision, kind, stoppedAt, acknowledgedAt, acknowledgement, attestedAt, attestation }) => ({
              ...{ revision, kind, stoppedAt, acknowledgedAt, acknowledgement, attestedAt, attestation },
            }),
          ),
        },
      };
    after = rows.at(-1)?.id ?? after;
    if (rows.length < CONSENTS) return;
  }
}

async function* entriesOf(
  { database }: AuthorizationServices,
  { identityId, subjectId }: RecordsAsked,
  about: Prisma.LogEntryWhereInput,
) {
  let after = '';
  for (;;) {
    const rows = await database.transaction({ identityId, subjectId }, (tx) =>
      tx.logEntry.findMany({
        where: { AND: [about, { id: { gt: after } }] },
        orderBy: { id: 'asc' },
        take: ENTRIES,
      }),
    );
    for (const { id, kind, recordedAt, participantId, consentId, detail } of rows)
      yield { entryId: id, kind, recordedAt, participantId, consentId, detail };
    after = rows.at(-1)?.id ?? after;
    if (rows.length < ENTRIES) return;
  }
}

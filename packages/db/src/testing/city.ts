import { type Database, openDatabase } from '../database.ts';
import { ensureOperator } from '../ensure-operator.ts';
import type { Prisma } from '../generated/client.ts';
import { ROLES, type Role } from '../roles.ts';
import type { NewLogEntry } from '../statements/append-log-entry.ts';
import type { Tx } from '../tx.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

export const AT = new Date('2026-11-21T08:00:00.000Z');
export const OPERATOR = 'ptc_operator';
export const BANK_A = 'ptc_bank-a';
export const BANK_B = 'ptc_bank-b';
export const AGENCY = 'ptc_agency';
export const SUBJECT = 'sub_yaodu-tea';
export const OTHER_SUBJECT = 'sub_guoyang-wine';
export const OWNER = 'meng-jie';
export const AUTHORITY = 'aut_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
/** Members of the operator's staff. */
export const OFFICER = 'officer-one';
export const SECOND_OFFICER = 'officer-two';
/** Active consents of either bank on the same subject. */
export const CONSENT_A = 'cns_bank-a';
export const CONSENT_B = 'cns_bank-b';

/** A database in which two banks hold consents of the same subject, made by the roles that make them in service. */
export interface City extends TestDatabase {
  readonly as: Readonly<Record<Role, Database>>;
}

export async function foundCity(): Promise<City> {
  const database = await createTestDatabase();
  const open = (role: Role) => openDatabase(database.urls[role], { poolSize: 10 });
  const as = Object.fromEntries(ROLES.map((role) => [role, open(role)])) as Record<Role, Database>;

  await ensureOperator(database.urls.migration, {
    ...{ id: OPERATOR, operatorId: 'bozhou', nameZh: '运营方', nameEn: 'Operator' },
    ...{ status: 'ACTIVE', createdAt: AT },
  });
  await as.operator.transaction({ participantId: OPERATOR }, async (tx) => {
    await tx.identity.createMany({
      data: [OFFICER, SECOND_OFFICER].map((id) => ({
        ...{ id, displayName: id, roles: ['ADMISSION'], participantId: OPERATOR },
      })),
    });
    for (const [id, kind] of [
      [BANK_A, 'BANK'],
      [BANK_B, 'BANK'],
      [AGENCY, 'AGENCY'],
    ] as const) {
      await tx.participant.create({ data: participant(id, { kind }) });
      if (kind === 'BANK') {
        await tx.application.create({ data: application(id) });
        await tx.applicationKey.create({ data: applicationKey(id) });
      }
      await admit(tx, id, ['SANDBOX', 'CERTIFIED', 'ACTIVE']);
    }
    for (const id of [SUBJECT, OTHER_SUBJECT]) {
      await tx.subject.create({ data: subject(id) });
      await tx.subjectIdentifier.create({
        data: { subjectId: id, scheme: 'uscc', value: `uscc-${id}`, status: 'valid', validFrom: AT },
      });
    }
    await tx.identity.create({ data: { id: OWNER, displayName: '孟杰' } });
    await tx.authority.create({
      data: {
        ...{ id: AUTHORITY, identityId: OWNER, subjectId: SUBJECT },
        ...{ capacity: 'LEGAL_REPRESENTATIVE', validFrom: AT },
      },
    });
  });
  for (const [id, participantId] of [
    [CONSENT_A, BANK_A],
    [CONSENT_B, BANK_B],
  ] as const) {
    await as.authorization.transaction({ participantId }, (tx) => agree(tx, consent(id, participantId)));
  }
  return {
    ...database,
    as,
    drop: async () => {
      await Promise.all(Object.values(as).map((each) => each.close()));
      await database.drop();
    },
  };
}

/** A pending consent. */
export const consent = (id: string, participantId: string): Prisma.ConsentUncheckedCreateInput => ({
  id,
  operatorId: 'bozhou',
  participantId,
  applicationId: applicationOf(participantId),
  templateId: 'shui-rong-tong',
  templateVersion: 1,
  purposeCode: 'CREDIT_DECISION',
  items: ['invoice.summary', 'tax.vat-returns'],
  disclosure: 'INDICATORS',
  rangeFrom: new Date('2024-11-01'),
  rangeTo: new Date('2026-10-31'),
  dataLife: 'P6M',
  fetchType: 'PERIODIC',
  validity: 'P6M',
  status: 'PENDING',
  requestedAt: AT,
  updatedAt: AT,
});

/**
 * The statement that writes what a bank asks for: to change a consent of the tea garden.
 *
 * @param fact Default: asked by bank A, and waiting.
 */
export const consentRequest = (
  id: string,
  consentId: string,
  { participantId = BANK_A, status = 'PENDING' } = {},
): string => `
  INSERT INTO consent_request (
    id, operator_id, participant_id, application_id, consent_id, kind, channel, handle, reference, template_id,
    template_version, purpose_code, items, disclosure, range_from, range_to, data_life, fetch_type, consent_mode,
    validity, subject_id, status, requested_at, answer_by
  ) VALUES (
    '${id}', 'bozhou', '${participantId}', '${applicationOf(participantId)}', '${consentId}', 'AMEND', 'CODE',
    'par-${id}', 'REF-${id}', 'credit-decision', 1, 'CREDIT_DECISION', '{tax.vat-returns}', 'ANSWER',
    '2026-01-01', '2026-10-31', 'P6M', 'PERIODIC', 'STORE', 'P6M', '${SUBJECT}', '${status}', '${AT.toISOString()}',
    '2027-01-01'
  )`;

async function agree(tx: Tx, data: Prisma.ConsentUncheckedCreateInput): Promise<void> {
  await tx.consent.create({ data });
  await tx.consent.update({
    where: { id: data.id },
    data: {
      subjectId: SUBJECT,
      status: 'ACTIVE',
      revision: 1,
      startsAt: AT,
      expiresAt: new Date('2027-05-21T08:00:00.000Z'),
      grantedBy: OWNER,
      artefact: 'header.payload.signature',
    },
  });
}

/** A participant that has applied. */
export const participant = (
  id: string,
  fact: Partial<Prisma.ParticipantUncheckedCreateInput> = {},
): Prisma.ParticipantUncheckedCreateInput => ({
  ...{ id, operatorId: 'bozhou', kind: 'BANK', nameZh: id, nameEn: id },
  ...{ status: 'APPLIED', statusSince: AT, createdAt: AT },
  ...fact,
});

/** A recorded step of a participant's life, approved by a second person. */
export const step = (
  participantId: string,
  fact: Partial<Prisma.ParticipantStatusChangeUncheckedCreateInput> = {},
): Prisma.ParticipantStatusChangeUncheckedCreateInput => ({
  ...{ participantId, revision: 1, fromStatus: 'APPLIED', toStatus: 'SANDBOX', reason: 'ADMITTED' },
  ...{ proposedBy: OFFICER, approvedBy: SECOND_OFFICER, changedAt: AT },
  ...fact,
});

/** Leads a participant that has applied through the statuses, each by its recorded step. */
export async function admit(tx: Tx, participantId: string, statuses: readonly string[]): Promise<void> {
  for (const [index, toStatus] of statuses.entries()) {
    const fromStatus = statuses[index - 1] ?? 'APPLIED';
    const revision = index + 1;
    const taken = step(participantId, { revision, fromStatus, toStatus });
    await tx.participantStatusChange.create({ data: taken });
    if ([fromStatus, toStatus].includes('ACTIVE')) await tx.proposal.create({ data: approved(taken) });
    await tx.participant.update({
      where: { id: participantId },
      data: { status: toStatus, statusRevision: revision, statusSince: AT },
    });
  }
}

/** The proposal a step carries out, approved. */
export const approved = (
  taken: Prisma.ParticipantStatusChangeUncheckedCreateInput,
  fact: Partial<Prisma.ProposalUncheckedCreateInput> = {},
): Prisma.ProposalUncheckedCreateInput => ({
  ...{ id: `prp_${crypto.randomUUID()}`, kind: 'PARTICIPANT_STATUS', targetId: taken.participantId },
  ...{ payload: { to: taken.toStatus, revision: taken.revision - 1 }, reason: taken.reason },
  ...{ proposedBy: taken.proposedBy, proposedAt: AT, expiresAt: new Date(AT.getTime() + 604_800_000) },
  ...{ status: 'APPROVED', decidedBy: taken.approvedBy ?? null, decidedAt: AT },
  ...fact,
});

export const applicationOf = (participantId: string) => participantId.replace('ptc_', 'app_');

const application = (participantId: string): Prisma.ApplicationUncheckedCreateInput => ({
  ...{ id: applicationOf(participantId), participantId, nameZh: '税融通', nameEn: 'Tax loan' },
  ...{ environment: 'SANDBOX', status: 'ACTIVE', statusSince: AT, createdAt: AT },
});

/** The key in slot 1 of a participant's application. */
export const applicationKey = (
  participantId: string,
  fact: Partial<Prisma.ApplicationKeyUncheckedCreateInput> = {},
): Prisma.ApplicationKeyUncheckedCreateInput => ({
  ...{ applicationId: applicationOf(participantId), participantId, kid: 'k1', slot: 1, source: 'UPLOAD' },
  ...{ jwk: { kty: 'EC' }, thumbprint: `thumbprint-${participantId}` },
  ...{ validFrom: AT, validTo: new Date('2027-11-21T08:00:00.000Z') },
  ...fact,
});

const subject = (id: string): Prisma.SubjectUncheckedCreateInput => ({
  id,
  operatorId: 'bozhou',
  type: 'ENTERPRISE',
  name: id,
  sourceId: 'import',
  createdAt: AT,
});

/** A log entry of a bank's act. */
export const entry = (id: string, fact: Partial<NewLogEntry> = {}): NewLogEntry => ({
  id,
  operatorId: 'bozhou',
  kind: 'ACCESS_ALLOWED',
  participantId: BANK_A,
  subjectId: SUBJECT,
  consentId: CONSENT_A,
  actor: applicationOf(BANK_A),
  recordedAt: AT,
  leaf: new TextEncoder().encode(id),
  ...fact,
});

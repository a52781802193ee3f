import { randomUUID } from 'node:crypto';
import type { Platform } from '../support/platform.ts';
import { RawClient, type RawRequest } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

export const SUPPORTER = 'support-one';
const COLLEAGUE = 'support-two';

export { COLLEAGUE };

/** An application with a token of the scopes of cases. */
export interface CaseClient {
  readonly raw: RawClient;
  post(path: string, body: object, request?: RawRequest): Promise<Response>;
  get(path: string): Promise<Response>;
}

async function clientOf(
  platform: Platform,
  name: 'bank' | 'other-bank' | 'operator',
  scope: string,
): Promise<CaseClient> {
  const raw = await RawClient.of(platform, name);
  const token = await raw.newToken(scope);
  return {
    raw,
    post: (path, body, request = {}) => raw.send('POST', path, { token, body, ...request }),
    get: (path) => raw.send('GET', path, { token }),
  };
}

/** Two banks that may open cases, and the tool of a member of the operator’s support. */
export async function caseClients(
  platform: Platform,
): Promise<{ bank: CaseClient; other: CaseClient; support: CaseClient }> {
  await rows(platform, `UPDATE application SET scopes = scopes || '{cases:read,cases:write,support:work}'`);
  await rows(
    platform,
    `INSERT INTO identity (id, display_name, roles, status, participant_id)
     SELECT staff.id, staff.id, staff.roles, 'ACTIVE', participant.id
     FROM participant, (VALUES
       ('${SUPPORTER}', '{SUPPORT}'::text[]), ('${COLLEAGUE}', '{SUPPORT}'), ('admission-one', '{ADMISSION}')
     ) staff (id, roles)
     WHERE participant.kind = 'OPERATOR'`,
  );
  await actAs(platform, SUPPORTER);
  return {
    bank: await clientOf(platform, 'bank', 'cases:read cases:write'),
    other: await clientOf(platform, 'other-bank', 'cases:read cases:write'),
    support: await clientOf(platform, 'operator', 'support:work'),
  };
}

/** Gives the operator’s tool to a person of its staff; null makes it a program. */
export const actAs = (platform: Platform, identityId: string | null) =>
  rows(platform, 'UPDATE application SET identity_id = $2 WHERE id = $1', [
    platform.credentials('operator').applicationId,
    identityId,
  ]);

export const newCase = (fact: object = {}) => ({
  category: 'CONSULTATION',
  title: '关于数据口径',
  text: '纳税申报中的销售额是否含税？',
  ...fact,
});

/** Opens a case and gives its id. */
export async function openCase(client: CaseClient, fact: object = {}): Promise<string> {
  const response = await client.post('/v1/cases', newCase(fact), { idempotencyKey: randomUUID() });
  const { caseId } = (await response.json()) as { caseId?: string };
  if (caseId === undefined) throw new Error(`no case: ${response.status}`);
  return caseId;
}

/** As if its asker had opened so many more cases like it, at the same time. */
export const copyCase = (platform: Platform, caseId: string, count: number) =>
  rows(
    platform,
    `INSERT INTO support_case (id, operator_id, participant_id, identity_id, subject_id, category, title, status,
       deadline_at, opened_at)
     SELECT 'cas_copy' || copy, operator_id, participant_id, identity_id, subject_id, category, 'a copy', 'CLOSED',
       deadline_at, opened_at
     FROM support_case, generate_series(1, $2::int) copy WHERE id = $1`,
    [caseId, count],
  );

/** As if so many more messages of its asker stood in the case; what is sealed opens in its own place only. */
export const fillCase = (platform: Platform, caseId: string, count: number) =>
  rows(
    platform,
    `INSERT INTO support_message (case_id, number, side, author, text, written_at)
     SELECT case_id, 1 + more, side, author, 'more', written_at
     FROM support_message, generate_series(1, $2::int) more WHERE case_id = $1 AND number = 1`,
    [caseId, count],
  );

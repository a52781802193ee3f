import type { PurposeCode } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { spokenReference } from '../consents/requests/spoken-reference.ts';
import type { Holder } from '../keys/subject-keys/holder.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { type Telling, telling } from './telling.ts';

/** What only the owner reads of a message with a code, from when it is made until it is written. */
export interface ForOwner {
  readonly code: string;
  /** Registered name of her firm. */
  readonly enterprise: string;
  /** Text of the notice she would agree to, in the language the agent reads it in. */
  readonly notice: string;
}

const SEALED = ['code', 'enterprise', 'notice'] as const;
const labelOf = (field: string) => `confirmation-code ${field}`;

/** Each field encrypted by itself under the key of the firm, as JSON. */
export async function sealForOwner(
  vault: PersonalVault,
  tx: Tx,
  holder: Holder,
  fields: ForOwner,
): Promise<string> {
  const sealed: Partial<Record<keyof ForOwner, string>> = {};
  for (const field of SEALED) sealed[field] = await vault.sealFor(tx, holder, labelOf(field), fields[field]);
  return JSON.stringify(sealed);
}

/** Codes that owners read out to an agent, as long as they are good. They stay sealed until the message is written. */
export async function codesToRead(tx: Tx, now: Date): Promise<Telling[]> {
  const rows = await tx.confirmationCode.findMany({
    where: { usedAt: null, expiresAt: { gt: now }, codeSealed: { not: null } },
    include: { request: { include: { consent: { include: { participant: true } } } } },
  });
  return rows.map(({ id, identityId, codeSealed, createdAt, request }) => {
    const { nameZh, nameEn } = request.consent.participant;
    return telling({
      ...{ about: id, topic: id, happenedAt: createdAt, audience: { identityId }, template: 'consent-code' },
      parameters: (language) => ({
        bank: language === 'zh' ? nameZh : nameEn,
        purpose: request.purposeCode as PurposeCode,
        number: spokenReference(request.reference),
        ...(JSON.parse(codeSealed ?? '{}') as ForOwner),
      }),
    });
  });
}

/** Once her message is queued the code is in it alone, sealed. */
export async function forgetCode(tx: Tx, id: string): Promise<void> {
  await tx.confirmationCode.updateMany({ where: { id }, data: { codeSealed: null } });
}

/**
 * Parameters of a message as they are to be read: what is kept sealed is opened.
 *
 * @throws {PlatformError} `SUBJECT_ERASED`
 */
export async function openParameters(
  vault: PersonalVault,
  tx: Tx,
  template: string,
  parameters: unknown,
): Promise<unknown> {
  if (template !== 'consent-code') return parameters;
  const kept = parameters as Readonly<Record<string, string>>;
  const opened: Record<string, string> = {};
  for (const field of SEALED) {
    const sealed = kept[field];
    if (sealed !== undefined) opened[field] = await vault.openFor(tx, labelOf(field), sealed);
  }
  return { ...kept, ...opened };
}

import type { PurposeCode } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { spokenReference } from '../consents/requests/spoken-reference.ts';
import type { Vault } from '../keys/vault.ts';
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

/** Each field encrypted by itself, as JSON. */
export const sealForOwner = (vault: Vault, fields: ForOwner): string =>
  JSON.stringify(
    Object.fromEntries(SEALED.map((field) => [field, vault.seal(labelOf(field), fields[field])])),
  );

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

/** Parameters of a message as they are to be read: what is kept sealed is opened. */
export function openParameters(vault: Vault, template: string, parameters: unknown): unknown {
  if (template !== 'consent-code') return parameters;
  const kept = parameters as Readonly<Record<string, string>>;
  const opened = SEALED.flatMap((field) => {
    const sealed = kept[field];
    return sealed === undefined ? [] : [[field, vault.unseal(labelOf(field), sealed)]];
  });
  return { ...kept, ...Object.fromEntries(opened) };
}

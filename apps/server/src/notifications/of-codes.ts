import type { Tx } from '@xinqiao/db';
import type { Vault } from '../keys/vault.ts';
import { type Telling, telling } from './telling.ts';

/** Label a code is sealed under from when it is made until her message is written. */
export const CODE_LABEL = 'confirmation-code';

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
      parameters: (language) => ({ bank: language === 'zh' ? nameZh : nameEn, code: codeSealed ?? '' }),
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
  const { code, ...rest } = parameters as { readonly code: string };
  return { ...rest, code: vault.unseal(CODE_LABEL, code) };
}

import { PlatformError, type SubjectId } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { writtenReferral } from './referral-seal.ts';
import type { OpenedReferral } from './referral-view.ts';

/** What is lent, in yuan, and at which rate per year. */
export interface Terms {
  readonly limit: string | null;
  readonly annualRate: string | null;
}

const labelOf = (referralId: string) => `terms of ${referralId}`;

/** Terms as columns: of a firm as they are, of a natural person under her key (JR/T 0171-2020: her finances are C2). */
export async function keptTerms(
  vault: PersonalVault,
  tx: Tx,
  { id, subjectId, decision }: OpenedReferral,
  { limit, annualRate }: Terms,
) {
  // What a decision keeps of her is sealed too, and of nobody else.
  const personal = Object.hasOwn(decision.record as object, 'sealed');
  if (!personal || limit === null) return { creditLimit: limit, annualRate, termsSealed: null };
  const sealed = await vault.sealFor(
    tx,
    subjectId as SubjectId,
    labelOf(id),
    JSON.stringify({ limit, annualRate }),
  );
  return { creditLimit: null, annualRate: null, termsSealed: sealed };
}

/** The terms of a referral; none where there are none, or once the person they are about was erased. */
export async function openTerms(vault: PersonalVault, tx: Tx, row: OpenedReferral): Promise<Terms> {
  const { creditLimit, annualRate, termsSealed } = writtenReferral(row);
  if (termsSealed === null) return { limit: creditLimit, annualRate };
  try {
    return JSON.parse(await vault.openFor(tx, labelOf(row.id), termsSealed)) as Terms;
  } catch (error) {
    if (error instanceof PlatformError && error.code === 'SUBJECT_ERASED')
      return { limit: null, annualRate: null };
    throw error;
  }
}

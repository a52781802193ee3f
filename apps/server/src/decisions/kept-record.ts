import type { Decision, SubjectType } from '@xinqiao/contracts';
import type { Prisma, Tx } from '@xinqiao/db';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';

const labelOf = (decisionId: string) => `record of ${decisionId}`;

/** What a decision keeps: of a firm as it is, of a person under her key (JR/T 0171-2020: her finances are C2). */
export const keptRecord = async (
  vault: PersonalVault,
  tx: Tx,
  type: SubjectType,
  decision: Decision,
): Promise<Prisma.InputJsonObject> =>
  type === 'PERSON'
    ? {
        sealed: await vault.sealFor(
          tx,
          decision.subjectId,
          labelOf(decision.decisionId),
          JSON.stringify(decision),
        ),
      }
    : (decision as unknown as Prisma.InputJsonObject);

/**
 * A stored decision as the bank sees it. Its consent shows indicators or more, else it would not have been made.
 *
 * @throws {PlatformError} `SUBJECT_ERASED`
 */
export async function openRecord(
  vault: PersonalVault,
  tx: Tx,
  { id, record }: { readonly id: string; readonly record: unknown },
): Promise<Decision> {
  const { sealed } = record as { readonly sealed?: string };
  const kept = sealed === undefined ? record : JSON.parse(await vault.openFor(tx, labelOf(id), sealed));
  return { ...LATER_KEYS, ...(kept as Decision) };
}

/** Keys that decisions made before them lack; they say of those what they say where a policy gives neither. */
const LATER_KEYS = {
  ...{ limitBoundBy: null, defaultProbability: null },
  ...{ documentHash: null, alternatives: null, inputs: null },
} as const;

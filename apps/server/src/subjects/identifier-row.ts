import {
  type CalendarDate,
  checkIdentifier,
  type GivenIdentifier,
  IdentifierScheme,
  maskedCode,
  PlatformError,
  type SubjectType,
} from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import type { Holder } from '../keys/subject-keys/holder.ts';
import type { PersonalVault } from '../keys/subject-keys/personal-vault.ts';
import type { Vault } from '../keys/vault.ts';

/** A code as the database keeps it. */
export interface IdentifierRow {
  readonly scheme: string;
  /** The code; of a person's code only its keyed hash. */
  readonly value: string;
  readonly status: string;
  readonly sealed: string | null;
  readonly masked: string | null;
}

/** Value a code is found by: itself, or the keyed hash of a person's. */
const storedValue = (vault: Vault, { scheme, value }: GivenIdentifier, personal: boolean): string =>
  personal ? vault.digest('subject identifier', `${scheme}\n${value}`) : value;

const labelOf = (subjectId: string): string => `code of ${subjectId}`;

/**
 * Checks a code and prepares it for keeping. A code that holds a resident number is sealed under the subject’s key.
 *
 * @throws {PlatformError} `IDENTIFIER_INVALID`, `SUBJECT_ERASED`
 */
export async function identifierRow(
  vault: PersonalVault,
  tx: Tx,
  subjectId: string,
  type: SubjectType,
  identifier: GivenIdentifier,
  today: CalendarDate,
): Promise<IdentifierRow> {
  const check = checkIdentifier(type, identifier, today);
  if (!check.accepted) {
    const { zh, en } = check.problem;
    throw new PlatformError('IDENTIFIER_INVALID', {
      errors: [{ path: 'identifier', problem: `${zh} / ${en}` }],
    });
  }
  const { scheme, value } = identifier;
  const { status, personal } = check;
  return {
    ...{ scheme, status, value: storedValue(vault, identifier, personal) },
    sealed: personal ? await vault.sealFor(tx, subjectId as Holder, labelOf(subjectId), value) : null,
    masked: personal ? maskedCode(value) : null,
  };
}

/** What to look for when somebody asks about a code: as it stands, or hidden because it may be a person's. */
export const storedValues = (vault: Vault, identifier: GivenIdentifier): string[] => [
  storedValue(vault, identifier, true),
  ...(identifier.scheme === 'resident-id' ? [] : [identifier.value]),
];

/** What a code may stand as in the database, whatever its scheme. */
export const possibleValues = (vault: Vault, value: string): string[] => [
  value,
  ...IdentifierScheme.options.map((scheme) => storedValue(vault, { scheme, value }, true)),
];

/** The code in the clear, for the source that must be asked by it. @throws {PlatformError} `SUBJECT_ERASED` */
export const openCode = (
  vault: PersonalVault,
  tx: Tx,
  subjectId: string,
  { value, sealed }: Pick<IdentifierRow, 'value' | 'sealed'>,
): Promise<string> =>
  sealed === null ? Promise.resolve(value) : vault.openFor(tx, labelOf(subjectId), sealed);

import { PlatformError } from '@xinqiao/contracts';
import type { Services } from '../services.ts';
import { openSealed } from './invite.ts';

/** A power of attorney as it was made. */
export interface PowerOfAttorneyDocument {
  readonly text: string;
  /** SHA-256 of the text, base64url: the evidence of the authority. */
  readonly hash: string;
}

/**
 * The power of attorney an authority rests on, for whoever acts for the firm, also after its end.
 *
 * @param subjectIds Firms the person acts for now.
 * @throws {PlatformError} `AUTHORITY_NOT_FOUND`
 */
export async function readDocument(
  { database, vault }: Pick<Services, 'database' | 'vault'>,
  { identityId, authorityId }: { readonly identityId: string; readonly authorityId: string },
  subjectIds: readonly string[],
): Promise<PowerOfAttorneyDocument> {
  for (const subjectId of subjectIds) {
    const found = await database.transaction({ identityId, subjectId }, async (tx) => {
      const row = await tx.authorityInvitation.findFirst({ where: { authorityId, subjectId } });
      return row && { text: (await openSealed(vault, tx, row)).document, hash: row.documentHash };
    });
    if (found !== null) return found;
  }
  throw new PlatformError('AUTHORITY_NOT_FOUND');
}

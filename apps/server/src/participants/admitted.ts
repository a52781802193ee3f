import { canonicalJson, type JsonValue, toBase64Url } from '@xinqiao/audit-log';
import type { Admitted, FieldProblem } from '@xinqiao/contracts';
import type { ParticipantRow, Tx } from '@xinqiao/db';
import type { Services } from '../services.ts';
import { licenceTerm } from './participant-view.ts';

/** Reads everything whoever activates a participant lets in. Tools of staff are no part of it. */
export async function readAdmitted(tx: Tx, participant: ParticipantRow): Promise<Admitted> {
  const participantId = participant.id;
  const licences = await tx.licence.findMany({ where: { participantId }, orderBy: { id: 'asc' } });
  const applications = await tx.application.findMany({
    where: { participantId, identityId: null },
    include: { keys: true },
    orderBy: { id: 'asc' },
  });
  return {
    kind: participant.kind,
    name: { zh: participant.nameZh, en: participant.nameEn },
    callsPerMinute: participant.callsPerMinute,
    licences: licences.map((row) => ({
      licenceId: row.id,
      ...licenceTerm(row),
      number: row.number,
      issuer: row.issuer,
    })),
    applications: applications.map((row) => ({
      applicationId: row.id,
      name: { zh: row.nameZh, en: row.nameEn },
      environment: row.environment,
      redirectUris: row.redirectUris,
      notificationUri: row.notificationUri,
      templates: row.templates,
      purposes: row.purposes,
      scopes: row.scopes,
      jwksUri: row.jwksUri,
      keys: row.keys.flatMap(({ endedAt, thumbprint }) => (endedAt === null ? [thumbprint] : [])).sort(),
    })),
  } as Admitted;
}

/** RFC 8785 text: the same facts are the same text, also after the database has put the members in its own order. */
export function canonicalText(value: unknown): string {
  const bytes = canonicalJson(value as JsonValue);
  if (bytes === undefined) throw new Error('what was proposed is no JSON');
  return new TextDecoder().decode(bytes);
}

/** SHA-256 of the canonical JSON, base64url: short enough to compare by telephone. */
export const admittedHash = ({ sha256 }: Pick<Services, 'sha256'>, admitted: Admitted): string =>
  toBase64Url(sha256(new TextEncoder().encode(canonicalText(admitted))));

/** What is not any more as it was proposed, part by part, with both versions; empty when all is. */
export function admittedProblems(proposed: Admitted, now: Admitted): FieldProblem[] {
  return (Object.keys(now) as (keyof Admitted)[]).flatMap((part) => {
    const [asked, allowed] = [canonicalText(proposed[part]), canonicalText(now[part])];
    if (asked === allowed) return [];
    const problem = 'This changed after it was proposed. Look at it and propose again.';
    return [{ path: `change.admitted.${part}`, problem, asked, allowed }];
  });
}

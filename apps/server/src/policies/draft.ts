import { PlatformError, type PolicyDraft } from '@xinqiao/contracts';
import { Prisma } from '@xinqiao/db';
import { isCensusOf, type Policy } from '@xinqiao/scoring';
import type { z } from 'zod';
import { appendEntry } from '../audit/append.ts';
import { actorOf } from '../http/principal.ts';
import type { Handler } from '../http/run-operation.ts';
import { documentHash } from './document-hash.ts';
import { ownVersion } from './find-version.ts';
import { lockPolicy } from './lock-policy.ts';
import { versionView } from './policy-view.ts';
import { readPolicy } from './read-policy.ts';
import { requireAsSeen, requireFreeId } from './requirements.ts';
import { ownerOf, requireStillActs } from './take-step.ts';
import { requireGenuine, versionSeal } from './version-seal.ts';

/** A new version, or the same draft written anew; its author is whoever wrote last. */
export const draftPolicy: Handler<'policies.draft'> = async (context, { document, baseline }) => {
  const { services, principal, earlierResult, complete } = context;
  const policy = readPolicy(document);
  checkBaseline(policy, baseline);
  const { policyId, version } = policy;
  const sent = {
    documentHash: documentHash(document),
    baselineHash: baseline === undefined ? null : documentHash(baseline),
  };
  const owner = await ownerOf(services, principal.participantId);
  const { participantId, database } = owner;
  return database.transaction({ participantId }, async (tx) => {
    await lockPolicy(tx, participantId, policyId);
    const earlier = await ownVersion(tx, participantId, policyId, version);
    if (earlier !== null && earlierResult !== undefined) {
      requireGenuine(services.vault, earlier);
      // A colleague may have written it anew since: hers is no answer to what was sent.
      requireAsSeen(earlier, sent);
      return versionView(earlier);
    }
    // A program of a bank has no person behind it whose right could have ended.
    if (owner.kind === 'OPERATOR' || principal.identityId !== undefined)
      await requireStillActs(tx, owner, actorOf(principal), 'policies:write');
    await requireFreeId(services, tx, participantId, policyId);
    if (earlier !== null && earlier.status !== 'DRAFT')
      throw new PlatformError('POLICY_FIXED', { details: { status: earlier.status } });
    const id = earlier?.id ?? services.newId('pol');
    const written = {
      ...sent,
      revision: earlier === null ? 0 : earlier.revision + 1,
      ...{
        validFrom: new Date(policy.validFrom),
        validTo: policy.validTo === null ? null : new Date(policy.validTo),
      },
      ...{ draftedBy: actorOf(principal), draftedAt: services.clock.now() },
    };
    const named = { id, participantId, policyId, version, status: 'DRAFT' };
    const unseen = { proposedBy: null, proposedAt: null, activatedBy: null, activatedAt: null };
    const unretired = { retiredBy: null, retiredAt: null };
    const data = {
      ...written,
      document: document as Prisma.InputJsonObject,
      baseline: (baseline as Prisma.InputJsonObject | undefined) ?? Prisma.DbNull,
      seal: versionSeal(services.vault, { ...named, ...unseen, ...unretired, ...written }),
    };
    const row =
      earlier === null
        ? await tx.policyVersion.create({ data: { ...named, ...data } })
        : await tx.policyVersion.update({ where: { id }, data });
    await appendEntry(services, tx, {
      ...{
        kind: 'POLICY_DRAFTED',
        actor: actorOf(principal),
        participantId,
        subjectId: null,
        consentId: null,
      },
      detail: {
        ...{ policyVersionId: id, policy: `${policyId}@${version}`, documentHash: row.documentHash },
        ...(row.baselineHash === null ? {} : { baselineHash: row.baselineHash }),
      },
    });
    await complete(tx, id);
    return versionView(row);
  });
};

/** @throws {PlatformError} `POLICY_INVALID` */
function checkBaseline(policy: Policy, baseline: z.infer<typeof PolicyDraft>['baseline']): void {
  if (baseline === undefined || isCensusOf(policy, baseline)) return;
  throw new PlatformError('POLICY_INVALID', {
    errors: [
      {
        path: 'baseline',
        problem:
          '不是该策略版本的统计：请用同一版本、按评级分数线重新统计。 / It is no census of this version: take one by the same version and the bounds of its rating bands.',
      },
    ],
  });
}

import type { DisclosureLevel, Instant, PurposeCode } from '@xinqiao/contracts';
import type { Tx } from '@xinqiao/db';
import { inForceAt, reaches } from '../authorities/in-force.ts';
import { type Telling, telling } from './telling.ts';

/** What is older was told long ago, in milliseconds: no request can be answered for longer than this. */
const RECENT_MS = 7 * 86_400_000;

/** Where a bank says nothing to compare. */
const NO_WORDS = '—';

/**
 * Everybody who may answer what a bank asks over the back channel (CIBA), and whoever else has to agree once one person
 * has. Who agreed already is not told.
 */
export async function askedToConsent(tx: Tx, now: Date): Promise<Telling[]> {
  const requests = await tx.consentRequest.findMany({
    where: {
      ...{
        status: 'PENDING',
        answerBy: { gt: now },
        requestedAt: { gt: new Date(now.getTime() - RECENT_MS) },
      },
      ...{ subjectId: { not: null }, OR: [{ channel: 'BACKCHANNEL' }, { required: { not: null } }] },
    },
    include: { approvals: true },
  });
  if (requests.length === 0) return [];
  const subjectIds = requests.flatMap(({ subjectId }) => subjectId ?? []);
  const authorities = await tx.authority.findMany({
    where: { subjectId: { in: subjectIds }, ...inForceAt(now) },
  });
  const banks = await tx.participant.findMany({
    where: { id: { in: requests.map(({ participantId }) => participantId) } },
  });
  return requests.flatMap((request) => {
    const { id, subjectId, participantId, purposeCode, disclosure, bindingMessage, answerBy } = request;
    const bank = banks.find((each) => each.id === participantId);
    const matter = {
      ...{ participantId, purpose: purposeCode as PurposeCode },
      disclosure: disclosure as DisclosureLevel,
    };
    const able = authorities.filter((each) => each.subjectId === subjectId && reaches(each, matter));
    const agreed = new Set(request.approvals.map(({ identityId }) => identityId));
    const asked = new Set(able.map(({ identityId }) => identityId).filter((each) => !agreed.has(each)));
    return bank === undefined
      ? []
      : [...asked].map((identityId) =>
          telling({
            ...{ about: `${id} ${identityId}`, topic: id, happenedAt: request.requestedAt },
            ...{ audience: { identityId }, template: 'consent-asked' },
            parameters: (language) => ({
              bank: { zh: bank.nameZh, en: bank.nameEn }[language],
              words: bindingMessage ?? NO_WORDS,
              until: answerBy.toISOString() as Instant,
            }),
          }),
        );
  });
}

import type { ConsentId, ConsentRequestId } from '@xinqiao/contracts';
import { PlatformError } from '@xinqiao/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getConsent } from '../../src/consents/get.ts';
import { listRevisions } from '../../src/consents/list-revisions.ts';
import { getRequest } from '../../src/consents/requests/get.ts';
import { withdrawRequest } from '../../src/consents/requests/withdraw.ts';
import { revokeConsent } from '../../src/consents/revoke.ts';
import { foundSmallCity, type SmallCity } from './support/small-city.ts';

/** Times each pair is raced; each act has connections of its own, as on nodes of their own. */
const TIMES = 12;

let city: SmallCity;
beforeAll(async () => {
  city = await foundSmallCity();
});
afterAll(() => city.close());

/** What came of two acts at once: `done`, or the code each was refused with. */
async function race(...acts: readonly (() => Promise<unknown>)[]): Promise<string[]> {
  const settled = await Promise.allSettled(acts.map((act) => act()));
  return settled.map((each) => {
    if (each.status === 'fulfilled') return 'done';
    if (each.reason instanceof PlatformError) return each.reason.code;
    throw each.reason;
  });
}

async function asked(fact: Parameters<SmallCity['foundFirm']>[0] = {}) {
  const firm = await city.foundFirm(fact);
  const { consentId, requestId } = await city.ask({ uscc: firm.code });
  const questions = [];
  for (const person of firm.people) questions.push(await city.question(person, requestId));
  return { firm, consentId, requestId, questions };
}

/** An agreed consent with an amendment that is open before its owner. */
async function amending() {
  const { firm, consentId, questions } = await asked();
  await city.agree(at(questions, 0));
  const { requestId } = await city.ask({ kind: 'AMEND', consentId, disclosure: 'ANSWER' });
  const question = await city.question(at(firm.people, 0), requestId);
  return { firm, consentId, requestId, question };
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`nothing at ${place}`);
  return found;
}

/** One history without a gap, one entry of its kind for each step, in the order of the steps, and no event too many. */
async function expectConsistent(consentId: ConsentId, requestId: ConsentRequestId): Promise<string> {
  const { items } = await city.call(listRevisions, { consentId, limit: 20 });
  const steps = items.toReversed();
  expect(steps.map(({ revision }) => revision)).toEqual(steps.map((_, index) => index + 1));
  const consent = await city.call(getConsent, { consentId });
  expect(consent.revision).toBe(steps.length);
  expect(consent.status).toBe(steps.at(-1)?.status ?? 'PENDING');
  const [found] = await city.sql<{ ordered: boolean; entries: string; events: string }>(
    `SELECT
       (SELECT coalesce(bool_and(ticket > earlier), true) FROM (
          SELECT ticket, lag(ticket) OVER (ORDER BY revision) AS earlier
          FROM consent_revision JOIN log_pending ON log_pending.entry_id = consent_revision.entry_id
          WHERE consent_id = $1) AS steps WHERE earlier IS NOT NULL) AS ordered,
       (SELECT count(*) FROM log_entry WHERE consent_id = $1
          AND kind IN ('CONSENT_GRANTED', 'CONSENT_REJECTED', 'CONSENT_AMENDED', 'CONSENT_REVOKED')) AS entries,
       (SELECT count(*) FROM event WHERE data->>'consentId' = $1
          AND type ~ 'granted|rejected|amended|revoked') AS events`,
    [consentId],
  );
  expect(found).toEqual({ ordered: true, entries: String(steps.length), events: String(steps.length) });
  const { status } = await city.call(getRequest, { requestId });
  return `${steps.map(({ act }) => act).join(' ')}: ${status}`;
}

const again = Array.from({ length: TIMES }, (_, turn) => turn);
const over = 'CONSENT_REQUEST_NOT_FOUND';

describe('two at once · exactly one outcome, and the log in its order', () => {
  it('two approvers, of whom one is enough: one grant', async () => {
    for (const _ of again) {
      const { consentId, requestId, questions } = await asked({ people: 2 });
      const said = await race(...questions.map((question) => () => city.agree(question)));
      expect(said.toSorted()).toEqual([over, 'done']);
      expect(await expectConsistent(consentId, requestId)).toBe('GRANT: AGREED');
    }
  });

  it('two approvers, of whom both are needed: both count, and one grant', async () => {
    for (const _ of again) {
      const { consentId, requestId, questions } = await asked({ people: 3, required: 2 });
      const two = questions.slice(0, 2);
      expect(await race(...two.map((question) => () => city.agree(question)))).toEqual(['done', 'done']);
      expect(await expectConsistent(consentId, requestId)).toBe('GRANT: AGREED');
    }
  });

  it('one person in two tabs agrees once', async () => {
    for (const _ of again) {
      const { consentId, requestId, questions } = await asked();
      const tab = () => city.agree(at(questions, 0));
      expect((await race(tab, tab)).toSorted()).toEqual([over, 'done']);
      expect(await expectConsistent(consentId, requestId)).toBe('GRANT: AGREED');
    }
  });

  it('agreeing and refusing: whoever is first', async () => {
    for (const _ of again) {
      const { consentId, requestId, questions } = await asked({ people: 2 });
      const [agrees, refuses] = [at(questions, 0), at(questions, 1)];
      const [agreed, refused] = await race(
        () => city.agree(agrees),
        () => city.refuse(refuses),
      );
      expect([agreed, refused].toSorted()).toEqual([over, 'done']);
      const outcome = agreed === 'done' ? 'GRANT: AGREED' : 'REJECT: REFUSED';
      expect(await expectConsistent(consentId, requestId)).toBe(outcome);
    }
  });

  it.each([
    ['revokes', (consentId: ConsentId) => city.call(revokeConsent, { consentId, reason: 'LOAN_CLOSED' })],
    ['withdraws', (_: ConsentId, requestId: ConsentRequestId) => city.call(withdrawRequest, { requestId })],
  ] as const)('agreeing while the bank %s: the log says which came first', async (_name, bankActs) => {
    for (const _ of again) {
      const { consentId, requestId, questions } = await asked();
      const said = await race(
        () => city.agree(at(questions, 0)),
        () => bankActs(consentId, requestId),
      );
      const outcome = await expectConsistent(consentId, requestId);
      const possible: Record<string, string[]> = {
        'done done': ['GRANT REVOKE: AGREED'],
        'done CONSENT_TRANSITION_ILLEGAL': ['GRANT: AGREED'],
        [`${over} done`]: ['REVOKE: WITHDRAWN'],
      };
      expect(possible[said.join(' ')]).toContain(outcome);
    }
  });

  it('amending while the owner stops it: never changed after it stopped', async () => {
    for (const _ of again) {
      const { firm, consentId, requestId, question } = await amending();
      const [amended] = await race(
        () => city.agree(question),
        () => city.move(consentId, firm.subjectId, at(firm.people, 0), 'REVOKE'),
      );
      const outcome = amended === 'done' ? 'GRANT AMEND REVOKE: AGREED' : 'GRANT REVOKE: REFUSED';
      expect(await expectConsistent(consentId, requestId)).toBe(outcome);
    }
  });

  it('two banks’ nodes that ask a change of one consent: one waits', async () => {
    for (const _ of again) {
      const { consentId, questions } = await asked();
      await city.agree(at(questions, 0));
      const ask = () => city.ask({ kind: 'AMEND', consentId });
      expect((await race(ask, ask)).toSorted()).toEqual(['CONSENT_CHANGE_PENDING', 'done']);
    }
  });

  it('revoking from both sides ends it once', async () => {
    for (const _ of again) {
      const { firm, consentId, requestId, questions } = await asked();
      await city.agree(at(questions, 0));
      const said = await race(
        () => city.call(revokeConsent, { consentId, reason: 'LOAN_CLOSED' }),
        () => city.move(consentId, firm.subjectId, at(firm.people, 0), 'REVOKE'),
      );
      expect(said).toEqual(['done', 'done']);
      expect(await expectConsistent(consentId, requestId)).toBe('GRANT REVOKE: AGREED');
    }
  });

  it('somebody who loses office while she agrees: agreed before, or not at all', async () => {
    for (const _ of again) {
      const { firm, consentId, requestId, questions } = await asked();
      const [agreed] = await race(
        () => city.agree(at(questions, 0)),
        () => city.endAuthority(at(firm.people, 0), firm),
      );
      expect(['done', 'AUTHORITY_MISSING']).toContain(agreed);
      const outcome = agreed === 'done' ? 'GRANT: AGREED' : ': PENDING';
      expect(await expectConsistent(consentId, requestId)).toBe(outcome);
    }
  });
});

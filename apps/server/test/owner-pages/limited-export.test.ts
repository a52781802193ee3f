import { PERSONAS } from '@xinqiao/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInToMy } from '../support/owner-visit.ts';
import { agreedConsent, ownerPersona, type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

const owner = ownerPersona();
const proxy = PERSONAS.find(({ id, enterprise }) => id !== owner.id && enterprise !== null)?.id ?? '';

interface Records {
  readonly consents: { readonly consentId: string; readonly history: unknown[] }[];
  readonly entries: { readonly consentId: string | null }[];
}

describe('records taken by a proxy with limits', () => {
  let platform: Platform;
  let consents: { mine: string; others: string; subjectId: string };
  beforeAll(async () => {
    platform = await startPlatform();
    const { consentId: mine } = await agreedConsent(platform);
    const { consentId: others } = await agreedConsent(platform, { bank: platform.bank('other-bank') });
    const [row] = await rows<{ subject_id: string; participant_id: string }>(
      platform,
      'SELECT subject_id, participant_id FROM consent WHERE id = $1',
      [mine],
    );
    consents = { mine, others, subjectId: row?.subject_id ?? '' };
    await rows(
      platform,
      `INSERT INTO authority (id, identity_id, subject_id, capacity, valid_from, valid_to, granted_by, participant_ids)
       SELECT 'aut_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d99', $1, subject_id, 'PROXY', now() - interval '1 day',
         now() + interval '30 days', id, ARRAY[$3]
       FROM authority WHERE subject_id = $2 AND status = 'ACTIVE' LIMIT 1`,
      [proxy, consents.subjectId, row?.participant_id],
    );
  });
  afterAll(() => platform.close());

  const take = async (person: string, what: string) => {
    const browser = new RawBrowser(platform.url);
    await signInToMy(browser, person);
    const { markup } = await browser.follow('/my/export');
    const fields = { formToken: hidden(markup, 'formToken'), subject: consents.subjectId };
    return browser.open(`/my/export/${what}`, fields);
  };
  const records = async (person: string) => (await (await take(person, 'records')).json()) as Records;
  const idsOf = ({ consents: each }: Records) => each.map(({ consentId }) => consentId);

  it('hold the consents of the banks she acts for, and their entries only', async () => {
    const taken = await records(proxy);
    expect(idsOf(taken)).toContain(consents.mine);
    expect(idsOf(taken)).not.toContain(consents.others);
    expect(taken.entries.length).toBeGreaterThan(0);
    expect(
      taken.entries.map(({ consentId }) => consentId).filter((id) => !idsOf(taken).includes(id ?? '')),
    ).toEqual([]);
  });

  it('hold everything for whoever represents the firm', async () => {
    const taken = await records(owner.id);
    expect(idsOf(taken)).toEqual(expect.arrayContaining([consents.mine, consents.others]));
    expect(taken.consents.every(({ history }) => history.length > 0)).toBe(true);
  });

  it('hold none of the firm’s own data', async () => {
    await expectPage(await take(proxy, 'data'), 'AUTHORITY_MISSING');
  });
});

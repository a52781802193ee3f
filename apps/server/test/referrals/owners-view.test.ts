import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Officers, officers } from '../policies/support.ts';
import { signInToMy } from '../support/owner-visit.ts';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectPage } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';
import { approval, hands, referred, refusal } from './support.ts';

let platform: Platform;
let people: Officers;
let subject: string;
let ye: ReturnType<typeof hands>;
let luo: ReturnType<typeof hands>;
let browser: RawBrowser;
let referralId: string;
beforeAll(async () => {
  platform = await startPlatform();
  people = await officers(platform);
});
afterAll(() => platform.close());
beforeEach(async () => {
  const { referral } = await referred(platform);
  ({ subjectId: subject, referralId } = referral);
  [ye, luo] = [hands(people.ye, referral.referralId), hands(people.luo, referral.referralId)];
  browser = new RawBrowser(platform.url);
  await signInToMy(browser);
});

const page = async (language: string) => (await browser.follow(`/my?lang=${language}`)).markup;
/** What she takes away of this referral: of each entry kind and outcome. */
const exported = async () => {
  const { markup } = await browser.follow('/my/export');
  const fields = { formToken: hidden(markup, 'formToken'), subject };
  const taken = (await (await browser.open('/my/export/records', fields)).json()) as {
    entries: { kind: string; detail: { referralId?: string; outcome?: string } | null }[];
  };
  return taken.entries
    .filter(({ detail }) => detail?.referralId === referralId)
    .map(({ kind, detail }) => [kind, detail?.outcome]);
};

describe('of a referral its owner reads what two people decided', () => {
  it.each([
    ['proposed', async () => ye.propose(0, refusal())],
    [
      'sent back',
      async () => {
        await ye.propose(0, refusal());
        await luo.sendBack(1);
      },
    ],
  ])('while it is only %s, nothing', async (_, act) => {
    await act();
    expect(await exported()).toEqual([]);
  });

  it('once settled, that and nothing of what was proposed before', async () => {
    await ye.propose(0, refusal());
    await luo.propose(1, approval());
    await ye.confirm(2);
    expect(await exported()).toEqual([['REFERRAL_SETTLED', 'APPROVED']]);
  });

  it.each(['zh-CN', 'en'])('her page shows no code of an entry (%s)', async (language) => {
    await ye.propose(0, refusal());
    await luo.confirm(1);
    const shown = await page(language);
    expect(shown).toContain(
      language === 'en' ? 'People of the bank decided on the application' : '银行人员对申请作出了决定',
    );
    expect(shown).not.toMatch(/>\s*[A-Z]+_[A-Z_]+/);
  });

  it('she asks about no entry that she does not see', async () => {
    await ye.propose(0, refusal());
    const [entry] = await rows<{ id: string }>(
      platform,
      `SELECT id FROM log_entry WHERE kind = 'REFERRAL_PROPOSED' AND detail ->> 'referralId' = $1`,
      [referralId],
    );
    await expectPage(await browser.open(`/my/cases?entry=${entry?.id}`), 'ENTRY_NOT_FOUND');
  });
});

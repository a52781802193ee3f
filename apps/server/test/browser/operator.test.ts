import { Xinqiao } from '@xinqiao/sdk';
import { exportJWK, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { actPastThePage, buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';
import { type NewBank, operatorPages } from './support/operator-pages.ts';

/** Staff of the sandbox’s operator: two for admission, one for security, one for support. */
const HUA = '华青';
const LU = '陆明远';
const SONG = '宋安然';
const TANG = '唐文静';

let platform: Platform;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  buildMissingConsoles();
  [platform, browser] = await Promise.all([startPlatform(), launchChromium()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await platform.close();
});
beforeEach(async () => {
  page = await openPage(browser);
  return () => page.context().close();
});

const enter = (person: string, language = 'zh-CN') =>
  signIn(page, platform.url, 'operator', { person, language });
const pages = () => operatorPages(page);
const goTo = (place: string) => pages().goTo(place);
const unfold = (summary: string) => pages().unfold(summary);
const write = (label: string, words: string) => pages().write(label, words);
const press = (button: string) => pages().press(button);
const status = () => pages().status();
const proposalOf = (name: string) => pages().proposalOf(name);

/** One officer takes a bank from APPLIED to CERTIFIED and proposes that it be let in. */
async function bringToProposal(name: string): Promise<NewBank> {
  await enter(HUA);
  return pages().bringToProposal(name);
}

describe('admission over the operator’s pages', () => {
  it('leads from APPLIED to an ACTIVE bank whose new application calls the platform', async () => {
    const complaints = complaintsOf(page);
    const { participantId, applicationId, privateKey, keyId, thumbprint } =
      await bringToProposal('谯城新办银行');
    const bank = new Xinqiao({
      baseUrl: platform.url,
      applicationId: applicationId as never,
      key: { privateKey, keyId },
      redirectUri: 'https://new-bank.example/callback',
    });

    await enter(LU);
    await page.getByRole('link', { name: '待复核', exact: true }).click();
    const card = proposalOf('谯城新办银行');
    await expectSoon(() => card.textContent()).toContain('已通过验收 → 已启用');
    expect(await card.textContent()).toContain(thumbprint);
    await card.getByText('准入的全部内容').click();
    await card.getByText('https://new-bank.example/callback').waitFor();
    await card.getByRole('button', { name: '复核同意并立即执行' }).click();
    await expectSoon(() => card.count()).toBe(0);

    await goTo(`participants/${participantId}`);
    await expectSoon(status).toBe('已启用');
    expect(await page.locator('.timeline').textContent()).toContain('两人办理（四眼原则）');
    expect((await bank.catalogue.items()).length).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  }, 120_000);

  it('offers whoever proposed no approval, and the server refuses it too (四眼原则)', async () => {
    await bringToProposal('涡阳新办银行');
    await page.getByRole('link', { name: '待复核', exact: true }).click();
    const card = proposalOf('涡阳新办银行');
    await card.getByText('这是您提出的：须由另一人复核。').waitFor();
    expect(await card.getByRole('button').allTextContents()).toEqual(['撤回']);
    const listed = (await (
      await page.request.get(
        `${platform.url}/trpc/proposals.list?input=${encodeURIComponent('{"status":"OPEN"}')}`,
      )
    ).json()) as { result: { data: { items: { proposalId: string }[] } } };
    const [{ proposalId }] = listed.result.data.items as [{ proposalId: string }];
    expect(await actPastThePage(page, 'proposals.approve', { proposalId })).toMatchObject({
      error: { data: { code: 'FOUR_EYES_REQUIRED' } },
    });
  }, 120_000);

  it('removes a private key from the page at once and sends nothing', async () => {
    await enter(HUA);
    await page.getByRole('link', { name: '人员' }).click();
    await page.locator('summary', { hasText: '提出角色变更' }).first().click();
    await page.getByLabel('更换其命令行工具的公钥').first().check();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const field = page.getByLabel('公钥（JWK）', { exact: true });
    await field.fill(JSON.stringify(await exportJWK(privateKey)));
    await page.getByText('这是私钥').waitFor();
    expect(await field.inputValue()).toBe('');
    expect(sent).toEqual([]);
  });

  it('says what a role may not do, and hides no page', async () => {
    await enter(TANG);
    await page.getByRole('link', { name: '待复核', exact: true }).click();
    await page.getByText('当前身份不能查看此页面').first().waitFor();
    expect(await page.getByRole('navigation', { name: '页面' }).getByRole('link').count()).toBe(5);
  });
});

describe('what is in use, over the operator’s pages', () => {
  const bankName = '涡河示范银行';

  it('waits for another person, who sees from what to what', async () => {
    await enter(HUA);
    await page.getByRole('link', { name: bankName }).click();
    await unfold('登记应用');
    await page.getByText('该参与方已在用：须由另一人复核同意后登记').waitFor();
    await write('应用名称（中文，授权页上显示）', '第二套系统');
    await write('应用名称（英文）', 'Second system');
    await write('回调地址，每行一个', 'https://second.example/callback');
    await press('登记应用');
    await page.getByRole('heading', { name: '等待另一人复核' }).waitFor();
    expect(await page.locator('.application', { hasText: '第二套系统' }).count()).toBe(0);

    for (const language of LANGUAGES) {
      await enter(LU, language);
      await goTo('decide');
      await page.getByText('https://second.example/callback').waitFor();
      await expectAccessible(page);
      await expectToFit(page, 'operator-decide-change', language);
    }
    await enter(LU);
    await goTo('decide');
    const card = proposalOf('登记一个新应用');
    expect(await card.textContent()).toContain('第二套系统 / Second system');
    await card.getByRole('button', { name: '复核同意并立即执行' }).click();
    await expectSoon(() => card.count()).toBe(0);
    await goTo('participants');
    await page.getByRole('link', { name: bankName }).click();
    await page.locator('.application', { hasText: '第二套系统' }).waitFor();
  }, 120_000);
});

describe('the people of a bank, over the operator’s pages', () => {
  it('are entered by one person, one of the bank’s own and another, who sees who, where and in which role', async () => {
    const bankName = '涡河示范银行';
    for (const language of LANGUAGES) {
      await enter(HUA, language);
      await page
        .getByRole('link', { name: language === 'zh-CN' ? bankName : 'Guohe' })
        .first()
        .click();
      await page.getByText('persona-ye-zhiqiu').waitFor();
      await expectAccessible(page);
      await expectToFit(page, 'operator-people', language);
    }
    await enter(HUA);
    await page.getByRole('link', { name: bankName }).click();
    await unfold('登记人员');
    await write('身份标识（城市统一身份认证）', 'chen-jing');
    await page.locator('details[open]').getByLabel('姓名').fill('陈静');
    await page.locator('details[open]').getByLabel('风险人员').check();
    await page.locator('details[open]').getByRole('button', { name: '提出，由另一人复核' }).click();
    await page.getByText('已完成。').waitFor();
    expect(await page.getByText('chen-jing').count()).toBe(0);

    await enter(LU);
    await goTo('decide');
    const card = proposalOf('chen-jing');
    await expectSoon(() => card.textContent()).toContain(bankName);
    expect(await card.textContent()).toContain('陈静');
    expect(await card.textContent()).toContain('风险人员');
    expect(await card.textContent()).toContain('待银行同意');
    await card.getByRole('button', { name: '复核同意并立即执行' }).click();
    await card.getByText('AGREEMENT_REQUIRED').waitFor();

    await signIn(page, platform.url, 'portal');
    await page.getByRole('link', { name: '人员', exact: true }).click();
    await page.getByRole('button', { name: '同意', exact: true }).click();
    await page.getByText('同意人').waitFor();

    await enter(LU);
    await goTo('decide');
    await card.getByText('该银行已有一名人员同意。').waitFor();
    await card.getByRole('button', { name: '复核同意并立即执行' }).click();
    await expectSoon(() => card.count()).toBe(0);
    await goTo('participants');
    await page.getByRole('link', { name: bankName }).click();
    await page.getByText('chen-jing').waitFor();
  }, 120_000);
});

describe('suspension over the operator’s pages', () => {
  const bankName = '涡河示范银行';
  const openBank = async () => {
    await page.getByRole('link', { name: bankName }).click();
    await expectSoon(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(bankName);
  };

  it('shows the bank in its portal why it is suspended, and lets it back without loss', async () => {
    await enter(SONG);
    await openBank();
    await unfold('提出变更为“已暂停”');
    await page.getByLabel('原因').first().selectOption('SECURITY_INCIDENT');
    await page.getByLabel('说明（选填）').first().fill('请核查生产密钥的保管情况。');
    await press('提出变更为“已暂停”');
    await page.getByRole('heading', { name: '等待另一人复核' }).waitFor();
    await enter(HUA);
    await goTo('decide');
    await proposalOf(bankName).getByRole('button', { name: '复核同意并立即执行' }).click();
    await expectSoon(() => proposalOf(bankName).count()).toBe(0);

    for (const language of LANGUAGES) {
      await signIn(page, platform.url, 'portal', { language });
      const standing = page.locator('.standing');
      await expectSoon(() => standing.textContent()).toContain(
        language === 'en' ? 'Security incident' : '安全事件',
      );
      expect(await standing.textContent()).toContain('请核查生产密钥的保管情况。');
      await page.locator('.card').first().waitFor();
      await expectAccessible(page);
      await expectToFit(page, 'portal-suspended', language);
    }

    await enter(SONG);
    await openBank();
    await press('提出变更为“已启用”');
    await page.getByRole('heading', { name: '等待另一人复核' }).waitFor();
    await enter(HUA);
    await goTo('decide');
    await proposalOf(bankName).getByRole('button', { name: '复核同意并立即执行' }).click();
    await expectSoon(() => proposalOf(bankName).count()).toBe(0);
    expect((await platform.bank().catalogue.items()).length).toBeGreaterThan(0);
  }, 120_000);

  it('lets security suspend alone in an emergency, which another person reviews', async () => {
    const otherBank = '芍花示范银行';
    await enter(SONG);
    await goTo('emergencies');
    await write('为何不能等待另一人（至少 10 个字符）', '值班期间发现该行密钥外泄，正在被使用。');
    await press('开启紧急操作');
    await page.getByText(/剩余 [01] 小时/).waitFor();

    await goTo('participants');
    await page.getByRole('link', { name: otherBank }).click();
    await unfold('提出变更为“已暂停”');
    await page.getByLabel('办理方式').selectOption({ label: '按本人已开启的紧急操作，立即生效' });
    await page.getByLabel('原因').first().selectOption('KEY_COMPROMISED');
    await press('提出变更为“已暂停”');
    await expectSoon(status).toBe('已暂停');
    expect(await page.locator('.timeline').textContent()).toContain('紧急情况，一人办理，须复查');

    await goTo('emergencies');
    await press('结束紧急操作');
    await page.getByText('这是您开启的：须由另一人复查。').waitFor();
    await enter(HUA);
    await goTo('emergencies');
    await write('复查结论', '情况属实，处置得当。');
    await press('完成复查');
    await page.getByText('已复查').waitFor();
  }, 120_000);
});

describe.each(LANGUAGES)('the operator’s pages in %s', (language) => {
  const inEnglish = language === 'en';

  it('fit a phone and a desk, and can be read out', async () => {
    const complaints = complaintsOf(page);
    await enter(LU, language);
    const picture = async (name: string) => {
      await expectSoon(() => page.locator('.loading').count()).toBe(0);
      await expectAccessible(page);
      await expectToFit(page, `operator-${name}`, language);
    };
    await page.locator('.participant .light').first().waitFor();
    await picture('participants');
    await page.locator('summary').first().click();
    await picture('new-participant');
    await page.getByRole('link', { name: inEnglish ? 'Guohe Demonstration Bank' : '涡河示范银行' }).click();
    await page.locator('.timeline').waitFor();
    await page.locator('.application').first().waitFor();
    await picture('participant');
    for (const summary of await page.locator('main summary').all()) await summary.click();
    await picture('participant-forms');
    await goTo('decide');
    await unfold(inEnglish ? 'Decided before' : '已处理的事项');
    await page.locator('.card').first().waitFor();
    await picture('decide');
    await goTo('staff');
    await page.locator('.rows').waitFor();
    await page.locator('main summary').first().click();
    await picture('staff');
    await goTo('emergencies');
    await page.locator('.card').first().waitFor();
    await picture('emergencies');

    const title = inEnglish ? 'A figure of 2025 looks wrong' : '2025 年的一项数据有疑问';
    const developer = await openPage(browser);
    await signIn(developer, platform.url, 'portal');
    await actPastThePage(developer, 'cases.open', {
      category: 'OBJECTION',
      title,
      text: inEnglish ? 'The sales of May look too low.\nPlease check.' : '五月销售额偏低。\n请核查。',
    });
    await developer.context().close();
    await goTo('cases');
    await page.getByRole('link', { name: title }).waitFor();
    await picture('cases');
    await page.getByRole('link', { name: title }).click();
    await press(inEnglish ? 'Take it myself' : '由我承办');
    const answer = page.getByRole('textbox', { name: inEnglish ? 'Answer' : '答复内容' });
    await answer.fill(inEnglish ? 'It was corrected at its source.' : '已由数据部门更正。');
    await picture('case');
    await press(inEnglish ? 'Answer' : '答复');
    await page.locator('.thread li').nth(1).waitFor();
    await page.getByRole('button', { name: inEnglish ? 'Work on it again' : '重新处理' }).waitFor();
    expect(complaints).toEqual([]);
  }, 120_000);
});

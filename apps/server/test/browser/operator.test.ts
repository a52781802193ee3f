import { Xinqiao } from '@xinqiao/sdk';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Platform, startPlatform } from '../support/platform.ts';
import { expectAccessible } from './support/accessible.ts';
import { expectSoon, expectToFit, LANGUAGES, openPage } from './support/browser.ts';
import { launchChromium } from './support/chromium.ts';
import { actPastThePage, buildMissingConsoles, complaintsOf, signIn } from './support/consoles.ts';

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
const goTo = (place: string) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
const unfold = (summary: string) => page.locator('summary', { hasText: summary }).first().click();
const write = (label: string, words: string) => page.getByLabel(label, { exact: true }).fill(words);
const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
const status = () => page.locator('.facts .chip').first().textContent();

interface NewBank {
  readonly participantId: string;
  readonly applicationId: string;
  readonly privateKey: JWK;
  readonly keyId: string;
  readonly thumbprint: string;
}

/** One officer takes a bank from APPLIED to CERTIFIED and proposes that it be let in. */
async function bringToProposal(name: string): Promise<NewBank> {
  await enter(HUA);
  await unfold('受理新参与方');
  await write('登记名称（中文）', name);
  await write('登记名称（英文）', `${name} in English`);
  await press('受理申请');
  await page.waitForURL(/#\/participants\/ptc_/);
  const participantId = page.url().split('/').at(-1) ?? '';
  await expectSoon(status).toBe('已申请');

  await unfold('登记许可');
  await write('证号', 'B0001H234567890');
  await write('发证机关', '国家金融监督管理总局');
  await write('首日', '2020-01-01');
  await write('末日（含当日；无期限则留空）', '2040-01-01');
  await press('登记许可');
  await page.getByText('B0001H234567890').waitFor();

  await press('变更为“沙箱联调”');
  await expectSoon(status).toBe('沙箱联调');
  await expectSoon(() => page.getByRole('main').textContent()).toContain('尚缺：至少一个启用的应用');

  await unfold('登记应用');
  await write('应用名称（中文，授权页上显示）', '小微快贷');
  await write('应用名称（英文）', 'Small quick loans');
  await write('回调地址，每行一个', 'https://new-bank.example/callback');
  await page.getByRole('group', { name: '用途' }).getByLabel('授信审批').check();
  await page.getByRole('group', { name: '授权模板' }).getByLabel('授信审批').check();
  await press('登记应用');
  await page.locator('.application').waitFor();
  const applicationId = (await page.locator('.application code').first().textContent()) ?? '';

  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const keyId = 'new-bank-1';
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: keyId };
  await unfold('代为登记公钥');
  await write('公钥（JWK）', JSON.stringify(jwk));
  await press('代为登记公钥');
  const thumbprint = await calculateJwkThumbprint(jwk);
  await page.getByText(thumbprint).waitFor();

  await press('变更为“已通过验收”');
  await expectSoon(status).toBe('已通过验收');
  await press('提出变更为“已启用”');
  await page.getByRole('heading', { name: '等待另一人复核' }).waitFor();
  return { participantId, applicationId, privateKey: await exportJWK(privateKey), keyId, thumbprint };
}

const proposalOf = (name: string) => page.getByRole('article').filter({ hasText: name });

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
      await page.locator('.card').waitFor();
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
    await page.locator('.card').first().waitFor();
    await page.locator('main summary').last().click();
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

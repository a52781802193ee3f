import type { Environment } from '@xinqiao/contracts';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Page } from 'playwright-core';
import { expectSoon } from './browser.ts';

export interface NewBank {
  readonly participantId: string;
  readonly applicationId: string;
  readonly privateKey: JWK;
  readonly keyId: string;
  readonly thumbprint: string;
}

/** What people do on the operator’s pages, in Chinese. */
export function operatorPages(page: Page) {
  const goTo = (place: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, `#/${place}`);
  const unfold = (summary: string) => page.locator('summary', { hasText: summary }).first().click();
  const write = (label: string, words: string) => page.getByLabel(label, { exact: true }).fill(words);
  const press = (button: string) => page.getByRole('button', { name: button, exact: true }).click();
  const status = () => page.locator('.facts .chip').first().textContent();
  const proposalOf = (name: string) => page.getByRole('article').filter({ hasText: name });

  /**
   * The officer who is signed in takes a bank from APPLIED to CERTIFIED and proposes that it be let in.
   *
   * @param environment Of its application. Default SANDBOX.
   */
  async function bringToProposal(name: string, environment: Environment = 'SANDBOX'): Promise<NewBank> {
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
    await page.getByLabel('环境', { exact: true }).selectOption(environment);
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
  return { goTo, unfold, write, press, status, proposalOf, bringToProposal };
}

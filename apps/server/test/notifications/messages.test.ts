import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { staffWith, toolOf } from '../participants/support/admission.ts';
import { agreedConsent, type Platform, startPlatform } from '../support/platform.ts';
import { rows } from '../support/rows.ts';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.close());

const page = async (language = 'zh-CN') =>
  (await fetch(`${platform.url}/sandbox/messages?lang=${language}`)).text();
const soon = <Value>(read: () => Promise<Value>) => expect.poll(read, { timeout: 20_000, interval: 200 });

describe('messages to people, from the act to the page of the sandbox', () => {
  it('an owner is told that she agreed, and that it ended', async () => {
    const bank = platform.bank();
    const { consentId } = await agreedConsent(platform, { bank });
    await soon(page).toMatch(/您已于\d{4}-\d\d-\d\d \d\d:\d\d同意涡河示范银行查看企业数据/);
    await bank.consents.revoke(consentId, { reason: 'LOAN_CLOSED' });
    await soon(page).toMatch(/涡河示范银行的数据授权已于.+结束（银行：贷款已结清）/);
    await soon(async () => (await page()).match(/已发送/g)?.length).toBe(2);
  });

  it('staff of the operator see that they left, and to whom only masked', async () => {
    const { items } = await toolOf(platform, staffWith('ADMISSION')).call('messages.list', {
      status: 'SENT',
    });
    expect(items).toMatchObject([
      {
        template: 'consent-ended',
        channel: 'SMS',
        masked: expect.stringMatching(/^190\*{4}\d{4}$/),
        attempts: 1,
      },
      { template: 'consent-granted', status: 'SENT', participantId: null },
    ]);
  });

  it('the page speaks both languages, allows no script and is not kept', async () => {
    expect(await page('en')).toContain('A sandbox writes to nobody.');
    const { headers } = await fetch(`${platform.url}/sandbox/messages`);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('a hostile name, however it got in, is shown as text', async () => {
    await rows(
      platform,
      `UPDATE notification SET params = params || '{"bank": "<img src=x onerror=alert(1)>\\n【信桥】evil.example"}'`,
    );
    const markup = await page();
    expect(markup).not.toContain('<img');
    expect(markup).not.toContain('evil.example');
    expect(markup.match(/【信桥】/g)).toHaveLength(2);
  });

  it('a message that cannot be worded does not break the page', async () => {
    await rows(platform, `UPDATE notification SET params = '{}' WHERE template = 'consent-ended'`);
    await rows(
      platform,
      `UPDATE notification SET template = 'constructor' WHERE template = 'consent-granted'`,
    );
    expect((await page()).match(/此消息无法显示/g)).toHaveLength(2);
  });
});

import type { Consent } from '@xinqiao/contracts';
import { describe, expect, it } from 'vitest';
import { type MyConsent, myConsentCard } from './my-consent-card.ts';

const consent = (fact: Partial<Consent> = {}) =>
  ({
    ...{ consentId: 'cns_1', status: 'ACTIVE', purpose: 'CREDIT_DECISION', items: ['tax.arrears'] },
    ...{ pausedReason: null, expiresAt: null },
    ...fact,
  }) as Consent;
const card = (fact: Partial<MyConsent>, language: 'zh-CN' | 'en' = 'en') =>
  myConsentCard(
    {
      ...{ consent: consent(), enterprise: 'A & B', bank: { zh: '甲银行', en: 'Bank A' } },
      ...{ events: [], receipts: [], stop: undefined },
      ...fact,
    },
    language,
    'token',
  ).text;
const stoppedAt = new Date('2026-11-22T06:03:07Z');

describe('myConsentCard', () => {
  it('says when it stopped and when the bank acknowledged that, to the second, Asia/Shanghai', () => {
    const stop = { stoppedAt, acknowledgedAt: new Date('2026-11-22T06:03:09Z') };
    expect(card({ consent: consent({ status: 'REVOKED' }), stop })).toContain(
      'Stopped at 2026-11-22 14:03:07 · acknowledged by the bank at 2026-11-22 14:03:09',
    );
  });

  it('says so while the bank has not', () => {
    const shown = card({
      consent: consent({ status: 'REVOKED' }),
      stop: { stoppedAt, acknowledgedAt: null },
    });
    expect(shown).toContain('not yet acknowledged by the bank');
    expect(shown).toContain('class="warn"');
  });

  it.each([
    ['ACTIVE', ['pause', 'stop']],
    ['PAUSED', ['resume', 'stop']],
    ['REVOKED', []],
  ] as const)('of %s offers %j', (status, acts) => {
    const offered = [...card({ consent: consent({ status }) }).matchAll(/<button class="(\w+)"/g)];
    expect(offered.map(([, act]) => act)).toEqual(acts);
  });

  it('says why it rests', () => {
    const resting = consent({ status: 'PAUSED', pausedReason: 'LEGAL_REPRESENTATIVE_CHANGED' });
    expect(card({ consent: resting }, 'zh-CN')).toContain('法定代表人已变更');
  });
});

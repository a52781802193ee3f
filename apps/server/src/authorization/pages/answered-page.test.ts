import { describe, expect, it } from 'vitest';
import { type Answered, answeredPage } from './answered-page.ts';

/** A refused request for a new consent; each test names only what it is about. */
const shown = (fact: Partial<Answered>, language: 'zh-CN' | 'en') =>
  answeredPage(
    {
      ...{ kind: 'NEW', status: 'REFUSED', given: 1, required: 2, enterprise: '亳州市某某药业有限公司' },
      bank: { zh: '涡河示范银行', en: 'Guohe Demonstration Bank' },
      answerBy: new Date('2026-11-25T06:03:07Z'),
      consentId: 'cns_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
      ...fact,
    },
    language,
    '/my/requests/crq_019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77',
  );
const NOTHING = /没有提供任何数据|Nothing was shown|不能读取任何数据|the bank reads nothing/;
const AS_BEFORE = /原来的授权保持不变|the consent stays as it was/i;

describe.each(['zh-CN', 'en'] as const)('what became of a request, in %s', (language) => {
  it.each(['PENDING', 'REFUSED', 'LAPSED', 'WITHDRAWN'] as const)(
    'says of a new one that is %s that nothing was shown',
    (status) => {
      expect(shown({ status }, language)).toMatch(NOTHING);
    },
  );

  it.each(
    (['AMEND', 'RENEW'] as const).flatMap((kind) =>
      (['PENDING', 'REFUSED', 'LAPSED', 'WITHDRAWN'] as const).map((status) => ({ kind, status })),
    ),
  )('says of $kind that is $status that the consent goes on, not that nothing is shown', (fact) => {
    const markup = shown(fact, language);
    expect(markup).toMatch(AS_BEFORE);
    expect(markup).not.toMatch(NOTHING);
  });
});

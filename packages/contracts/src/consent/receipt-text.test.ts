import { describe, expect, it } from 'vitest';
import { ConsentReceipt } from './consent-receipt.ts';
import { receiptText } from './receipt-text.ts';

const ID = '019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77';
const DIGEST = 'A'.repeat(43);
const AGREED = '2026-11-22T06:03:07.000Z';

/** A receipt of a grant; each test names only what it is about. */
const receipt = (fact: object = {}) =>
  ConsentReceipt.parse({
    version: 1,
    schemaVersion: 'ISO/IEC TS 27560:2023',
    receiptNumber: `${ID}-1`,
    issuedAt: AGREED,
    operatorId: 'bozhou',
    consentId: `cns_${ID}`,
    revision: 1,
    event: {
      ...{ act: 'GRANT', status: 'ACTIVE', by: 'OWNER', reason: null, at: AGREED },
      ...{ changed: ['items'], entryId: `ent_${ID}` },
    },
    piiPrincipal: { subjectId: `sub_${ID}`, name: '亳州市某某药业有限公司' },
    piiController: {
      participantId: `ptc_${ID}`,
      name: { zh: '涡河示范银行', en: 'Guohe Demonstration Bank' },
    },
    purpose: {
      ...{ code: 'CREDIT_DECISION', text: { zh: '授信审批', en: 'Credit decision' }, category: 'LENDING' },
      ...{ lawfulBasis: 'CONSENT', reference: { zh: '《个人信息保护法》第十三条', en: 'PIPL art. 13' } },
    },
    dataItems: [
      { item: 'tax.vat-returns', name: { zh: '增值税申报', en: 'VAT returns' } },
      { item: 'tax.arrears', name: { zh: '欠税', en: 'Tax arrears' } },
    ],
    disclosure: 'RECORDS',
    range: { from: '2024-11-01', to: '2026-10-31' },
    fetchType: 'PERIODIC',
    consentMode: 'STORE',
    frequency: { unit: 'MONTH', value: 4 },
    dataLife: 'P12M',
    startsAt: AGREED,
    expiresAt: '2027-05-22T06:03:07.000Z',
    notice: { hash: DIGEST, language: 'zh-CN' },
    approvals: [
      {
        ...{ person: 'owner:abc', capacity: 'LEGAL_REPRESENTATIVE', approvedAt: AGREED },
        ...{ noticeHash: DIGEST, noticeLanguage: 'zh-CN' },
      },
    ],
    artefactHash: DIGEST,
    withdrawalUrl: 'https://xinqiao.example/my/consents',
    rightsUrl: 'https://xinqiao.example/my/cases',
    jurisdiction: 'CN',
    ...fact,
  });

const stopped = { act: 'REVOKE', status: 'REVOKED', by: 'OWNER', reason: 'OWNER_STOPPED', at: AGREED };

describe('receiptText · ISO/IEC TS 27560, PIPL art. 17', () => {
  it.each([
    ['number', '回执编号：019aa5b8-7c00-7c3e-9d52-6b1f0a4e8d77-1'],
    ['moment, Asia/Shanghai', '时间：2026-11-22 14:03:07'],
    ['whose data', '数据提供方：亳州市某某药业有限公司'],
    ['bank', '数据使用方：涡河示范银行'],
    ['purpose', '用途：授信审批'],
    ['items', '数据项：增值税申报、欠税'],
    ['level', '披露程度：给出明细记录'],
    ['days', '数据时间范围：2024-11-01 至 2026-10-31'],
    ['frequency', '获取次数：授权期内可多次，每月最多 4 次'],
    ['term', '授权期限：2026-11-22 14:03:07 至 2027-05-22 14:03:07'],
    ['data life', '保存期限：银行最迟在读取后 12 个月删除'],
    ['how to stop', '如何停止：随时可暂停或停止，与同意同样方便：https://xinqiao.example/my/consents'],
    ['words shown', `所示文字的摘要：SHA-256 ${DIGEST}`],
    ['log entry', `日志条目：ent_${ID}`],
  ])('says in Chinese the %s', (_, line) => {
    expect(receiptText(receipt(), 'zh-CN').split('\n')).toContain(line);
  });

  it('says in English the same lines', () => {
    const lines = (language: 'zh-CN' | 'en') => receiptText(receipt(), language).split('\n').length;
    expect(lines('en')).toBe(lines('zh-CN'));
    expect(receiptText(receipt(), 'en')).toContain('at most 4 a month');
  });

  it('names people to whoever may know them, and by pseudonym to all others', () => {
    const names = { 'owner:abc': '孟洁' };
    expect(receiptText(receipt(), 'zh-CN', { names })).toContain('同意人：孟洁（法定代表人）');
    expect(receiptText(receipt(), 'zh-CN')).toContain('同意人：owner:abc（法定代表人）');
  });

  it('says what an amendment changed, and not so of a new consent', () => {
    const event = { ...stopped, act: 'AMEND', status: 'ACTIVE', reason: null, entryId: `ent_${ID}` };
    const amended = receipt({ event: { ...event, changed: ['items', 'expiresAt'] } });
    expect(receiptText(amended, 'zh-CN')).toContain('变更内容：数据项、到期时间');
    expect(receiptText(receipt(), 'zh-CN')).not.toContain('变更内容');
  });

  it('says why it stopped', () => {
    const event = { ...stopped, changed: [], entryId: `ent_${ID}` };
    expect(receiptText(receipt({ event }), 'en')).toContain('Why: stopped by the enterprise');
  });

  it('says of each person how she confirmed, where an agent prepared it', () => {
    const approval = {
      ...{ person: 'owner:abc', capacity: 'PROXY', approvedAt: AGREED, confirmation: 'ONE_TIME_CODE' },
      ...{ noticeHash: DIGEST, noticeLanguage: 'zh-CN' },
    };
    const text = receiptText(receipt({ approvals: [approval] }), 'en');
    expect(text).toContain('owner:abc (proxy), at 2026-11-22 14:03:07, confirmed by a one-time code');
  });

  it('names agent, place, presence and how the owner confirmed · 代办', () => {
    const assistance = {
      ...{ agent: 'owner:agent', place: { code: 'AH-1', name: '十八里镇代办点' } },
      ...{ presence: 'ID_CARD_CHECKED', confirmation: 'ONE_TIME_CODE' },
    };
    expect(receiptText(receipt({ assistance }), 'zh-CN')).toContain(
      '代办：owner:agent（十八里镇代办点）；已查验身份证；以一次性确认码确认',
    );
  });

  it('shows a code it has no words for as it is', () => {
    const assistance = {
      ...{ agent: 'owner:agent', place: { code: 'AH-1', name: '代办点' } },
      ...{ presence: 'SEEN_BY_VIDEO', confirmation: 'OWN_DEVICE' },
    };
    expect(receiptText(receipt({ assistance }), 'en')).toContain('SEEN_BY_VIDEO');
  });
});

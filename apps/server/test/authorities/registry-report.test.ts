import type { OPERATIONS } from '@xinqiao/contracts';
import { residentIdOf } from '@xinqiao/sandbox';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { OWNER, readQuestion, signInTo } from '../support/owner-visit.ts';
import {
  agreedConsent,
  consentRequest,
  ownerPersona,
  type Platform,
  startPlatform,
} from '../support/platform.ts';
import { expectProblem } from '../support/problem.ts';
import { hidden, RawBrowser } from '../support/raw-browser.ts';
import { RawClient } from '../support/raw-client.ts';
import { rows } from '../support/rows.ts';

type Report = z.input<(typeof OPERATIONS)['registry.report']['input']>;
const NEXT = ownerPersona('persona-liu-chengzhou');

let platform: Platform;
let agency: XinqiaoOperator;
let raw: RawClient;
beforeAll(async () => {
  platform = await startPlatform();
  const { applicationId, keyId, privateKey } = platform.credentials('registry');
  agency = new XinqiaoOperator({ baseUrl: platform.url, applicationId, key: { privateKey, keyId } });
  raw = await RawClient.of(platform, 'registry');
});
afterAll(() => platform.close());

let reported = 0;
const report = (fact: Partial<Report> = {}): Report => ({
  externalId: `SCJG-${++reported}`,
  uscc: ownerPersona().enterprise.uscc,
  kind: 'ABNORMAL_LISTED',
  occurredAt: new Date().toISOString(),
  ...fact,
});
const annulment = (annuls: string) => ({ kind: 'REPORT_ANNULLED', annuls }) as const;
const tell = (fact: Partial<Report> = {}) => agency.call('registry.report', report(fact));
/** Reported again, it is the same event: how an agency sees what became of it. */
const applied = (told: Report) =>
  expect.poll(() => agency.call('registry.report', told), { timeout: 20_000, interval: 200 });

describe('registry.report · by an agency', () => {
  it('a consent rests by itself soon after its firm is listed, and its bank is refused', async () => {
    const persona = ownerPersona('persona-ding-xiaoman');
    const bank = platform.bank();
    const consent = await agreedConsent(platform, {
      ...{ bank, persona: persona.id, fact: { customer: { uscc: persona.enterprise.uscc } } },
    });
    const told = report({ uscc: persona.enterprise.uscc });
    await applied(told).toMatchObject({ status: 'APPLIED', consentsPaused: 1, authoritiesEnded: 0 });
    expect(await bank.consents.get(consent.consentId)).toMatchObject({
      ...{ status: 'PAUSED', pausedReason: 'ABNORMAL_LISTED' },
    });
    await expect(bank.data.fetch(consent.consentId)).rejects.toMatchObject({
      code: 'CONSENT_PAUSED',
    });
    const owner = platform.owner();
    await owner.signIn(persona.id);
    await owner.press(consent.consentId, 'resume');
    expect(await bank.consents.get(consent.consentId)).toMatchObject({
      status: 'ACTIVE',
      pausedReason: null,
    });
  });

  it('a new representative takes over on her page, and the former one may do nothing', async () => {
    const former = ownerPersona('persona-jiang-chunsheng');
    const told = report({
      ...{ uscc: former.enterprise.uscc, kind: 'LEGAL_REPRESENTATIVE_CHANGED' as const },
      representative: { name: NEXT.name.zh, residentId: residentIdOf(NEXT.id) },
    });
    await applied(told).toMatchObject({ status: 'APPLIED', authoritiesEnded: 1 });
    const asked = await platform
      .bank()
      .consents.request(consentRequest({ customer: { uscc: former.enterprise.uscc } }));
    const refused = await readQuestion(new RawBrowser(platform.url), asked.url, former.id);
    expect(refused.markup).toContain('AUTHORITY_MISSING');
    const browser = new RawBrowser(platform.url);
    const { markup } = await signInTo(browser, 'firm', NEXT.id);
    const done = await browser.follow('/my/firm/represent', {
      ...{ formToken: hidden(markup, 'formToken'), uscc: former.enterprise.uscc },
    });
    expect(done.markup).toContain(former.enterprise.name);
  });

  it('nobody resumes a consent of a firm that was struck off, and everybody may be told', async () => {
    const persona = ownerPersona('persona-wu-siqi');
    const bank = platform.bank();
    const consent = await agreedConsent(platform, {
      ...{ bank, persona: persona.id, fact: { customer: { uscc: persona.enterprise.uscc } } },
    });
    await applied(report({ uscc: persona.enterprise.uscc, kind: 'DEREGISTERED' })).toMatchObject({
      ...{ status: 'APPLIED', consentsPaused: 1, authoritiesEnded: 1 },
    });
    const owner = platform.owner();
    await owner.signIn(persona.id);
    await expect(owner.press(consent.consentId, 'resume')).rejects.toMatchObject({
      code: 'CONSENT_NOT_FOUND',
    });
  });

  it('the same number and content is the same event, under any Idempotency-Key; other content is refused', async () => {
    const told = report({
      uscc: ownerPersona('persona-tao-ruoshui').enterprise.uscc,
      kind: 'ABNORMAL_REMOVED',
    });
    const first = await agency.call('registry.report', told);
    const second = await agency.call('registry.report', told);
    expect(second.eventId).toBe(first.eventId);
    await expect(agency.call('registry.report', { ...told, kind: 'DEREGISTERED' })).rejects.toMatchObject({
      code: 'REGISTRY_EVENT_CONFLICT',
    });
    const kept = await rows(platform, 'SELECT id FROM registry_event WHERE external_id = $1', [
      told.externalId,
    ]);
    expect(kept).toHaveLength(1);
  });

  it('takes back a report of its own, once; nobody resumes until somebody acts', async () => {
    const persona = ownerPersona('persona-ma-jianguo');
    const bank = platform.bank();
    const consent = await agreedConsent(platform, {
      ...{ bank, persona: persona.id, fact: { customer: { uscc: persona.enterprise.uscc } } },
    });
    const wrong = report({ uscc: persona.enterprise.uscc, kind: 'LICENCE_REVOKED' });
    await applied(wrong).toMatchObject({ status: 'APPLIED', consentsPaused: 1 });
    const back = report({ ...annulment(wrong.externalId), uscc: persona.enterprise.uscc });
    await applied(back).toMatchObject({ status: 'APPLIED', consentsPaused: 0, authoritiesEnded: 0 });
    expect(await bank.consents.get(consent.consentId)).toMatchObject({ status: 'PAUSED' });
    const browser = new RawBrowser(platform.url);
    const { markup } = await signInTo(browser, 'firm', persona.id);
    await browser.follow('/my/firm/represent', {
      ...{ formToken: hidden(markup, 'formToken'), uscc: persona.enterprise.uscc },
    });
    const owner = platform.owner();
    await owner.signIn(persona.id);
    await owner.press(consent.consentId, 'resume');
    expect(await bank.consents.get(consent.consentId)).toMatchObject({ status: 'ACTIVE' });
    await expect(
      tell({ ...annulment(wrong.externalId), uscc: persona.enterprise.uscc }),
    ).rejects.toMatchObject({ code: 'REGISTRY_EVENT_CONFLICT' });
  });

  it('to let a consent go on, its owner signs in afresh; to stop it, she does not', async () => {
    const persona = ownerPersona('persona-zheng-changqing');
    const consent = await agreedConsent(platform, {
      ...{ persona: persona.id, fact: { customer: { uscc: persona.enterprise.uscc } } },
    });
    const browser = new RawBrowser(platform.url);
    await signInTo(browser, 'my', persona.id);
    const press = async (act: string) => {
      const { markup } = await browser.follow('/my');
      const form = new RegExp(`/my/consents/${consent.consentId}/${act}"[\\s\\S]*?value="([^"]+)"`);
      const formToken = form.exec(markup)?.[1] ?? '';
      const response = await browser.open(`/my/consents/${consent.consentId}/${act}`, { formToken });
      const [row] = await rows<{ status: string }>(platform, 'SELECT status FROM consent WHERE id = $1', [
        consent.consentId,
      ]);
      return [response.headers.get('location'), row?.status];
    };
    expect(await press('pause')).toEqual(['/my', 'PAUSED']);
    platform.advanceTokenClock(301_000);
    try {
      expect(await press('resume')).toEqual(['/sign-in?to=my', 'PAUSED']);
      expect(await press('stop')).toEqual(['/my', 'REVOKED']);
    } finally {
      platform.advanceTokenClock(-301_000);
    }
  });

  it('takes back nothing that it did not report of that firm', async () => {
    await expect(tell(annulment('SCJG-NEVER'))).rejects.toMatchObject({ code: 'REGISTRY_EVENT_CONFLICT' });
    const other = await tell({ uscc: ownerPersona('persona-tao-ruoshui').enterprise.uscc });
    await expect(tell(annulment(other.externalId))).rejects.toMatchObject({
      code: 'REGISTRY_EVENT_CONFLICT',
    });
  });

  it('keeps the new representative’s name encrypted and her number as a hash; neither is in the log', async () => {
    const residentId = residentIdOf(NEXT.id);
    const { eventId } = await tell({
      ...{ uscc: ownerPersona('persona-tao-ruoshui').enterprise.uscc },
      ...{ kind: 'LEGAL_REPRESENTATIVE_CHANGED', representative: { name: NEXT.name.zh, residentId } },
    });
    const held = JSON.stringify([
      await rows(platform, 'SELECT * FROM registry_event WHERE id = $1', [eventId]),
      await rows(platform, `SELECT * FROM log_entry WHERE kind LIKE 'REGISTRY_%'`),
      await rows(platform, 'SELECT * FROM idempotency_key'),
    ]);
    expect(held).not.toContain(residentId);
    expect(held).not.toContain(NEXT.name.zh);
  });

  it.each([
    ['what changed longer ago than 400 days', { occurredAt: '1970-01-01T00:00:00.000Z' }],
    ['an annulment of nothing', { kind: 'REPORT_ANNULLED' }],
    ['what is annulled by another kind', { annuls: 'SCJG-1' }],
    ['a future', { occurredAt: new Date(Date.now() + 3_600_000).toISOString() }],
    [
      'a representative of another kind of change',
      { representative: { name: '某某', residentId: residentIdOf(OWNER) } },
    ],
    [
      'a number that is none',
      {
        kind: 'LEGAL_REPRESENTATIVE_CHANGED',
        representative: { name: '某某', residentId: '341602198503030001' },
      },
    ],
    ['an unknown kind', { kind: 'BOUGHT' }],
    ['a number with spaces', { externalId: 'a b' }],
  ])('refuses %s', async (_what, fact) => {
    const response = await raw.send('POST', '/v1/registry/events', { body: { ...report(), ...fact } });
    await expectProblem(response, 'VALIDATION_FAILED');
  });

  it('knows no firm that is not registered here', async () => {
    const response = await raw.send('POST', '/v1/registry/events', {
      body: report({ uscc: '91341602MA2MQ1XX59' }),
    });
    await expectProblem(response, 'SUBJECT_NOT_FOUND');
  });

  it('is not open to a bank', async () => {
    const bank = await RawClient.of(platform, 'bank');
    const response = await bank.send('POST', '/v1/registry/events', { body: report() });
    await expectProblem(response, 'SCOPE_MISSING');
  });
});

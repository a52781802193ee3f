import type { Correction } from '@xinqiao/contracts';
import { type Caller, callerOf, staffCredentials } from '../applications/support/people.ts';
import { OWNER, signInToMy } from '../support/owner-visit.ts';
import type { Platform } from '../support/platform.ts';
import { hidden, RawBrowser, type Shown } from '../support/raw-browser.ts';
import { rows } from '../support/rows.ts';

export interface Desks {
  /** The registry, which is asked about registration. */
  readonly agency: Caller;
  readonly agencyId: string;
  /** Support of the operator. */
  readonly support: Caller;
  readonly catalogue: Caller;
}

/** Whoever has a part in an objection; the registry checks registration and tax credit grades. */
export async function desks(platform: Platform): Promise<Desks> {
  const [agency] = await rows<{ id: string }>(platform, `SELECT id FROM participant WHERE kind = 'AGENCY'`);
  const agencyId = agency?.id ?? '';
  const catalogue = callerOf(platform, staffCredentials(platform, 'CATALOGUE'));
  await catalogue.call('corrections.assignItems', {
    participantId: agencyId as never,
    items: ['registration.profile', 'tax.credit-grades'],
  });
  return {
    agencyId,
    catalogue,
    agency: callerOf(platform, platform.credentials('registry')),
    support: callerOf(platform, staffCredentials(platform, 'SUPPORT')),
  };
}

export async function signedIn(platform: Pick<Platform, 'url'>, persona = OWNER): Promise<RawBrowser> {
  const browser = new RawBrowser(platform.url);
  await signInToMy(browser, persona);
  return browser;
}

/** The form to object to a field of an item. */
export async function disputeForm(browser: RawBrowser, item: string, subjectId?: string): Promise<Shown> {
  const whose = subjectId ?? hidden((await browser.follow('/my/corrections')).markup, 'subjectId');
  return browser.follow(`/my/corrections/new?subjectId=${whose}&item=${item}`);
}

/** Values a list on a page offers. */
export const choices = (markup: string, name: string): string[] => {
  const [, list = ''] = new RegExp(`<select id="${name}"[^>]*>(.*?)</select>`, 's').exec(markup) ?? [];
  return [...list.matchAll(/value="([^"]*)"/g)].map(([, value = '']) => value);
};

/** The form filled in, about the first record and field; each test names only what it is about. */
export const filledIn = ({ markup }: Shown, fact: Readonly<Record<string, string>> = {}) => ({
  ...Object.fromEntries(
    ['formToken', 'caseId', 'subjectId', 'item', 'month'].map((name) => [name, hidden(markup, name)]),
  ),
  ...(choices(markup, 'record')[0] === undefined ? {} : { record: choices(markup, 'record')[0] ?? '' }),
  ...{ path: choices(markup, 'path')[0] ?? '', claim: '应为另一数值，见完税证明。', statement: '' },
  ...fact,
});

export const send = (browser: RawBrowser, form: Readonly<Record<string, string>>): Promise<Shown> =>
  browser.follow('/my/corrections/new', form);

/** Objects, and gives what the agency is asked. */
export async function object(
  platform: Platform,
  fact: Readonly<Record<string, string>> = {},
  item = 'tax.credit-grades',
): Promise<{ readonly browser: RawBrowser; readonly row: CorrectionFacts }> {
  const browser = await signedIn(platform);
  await send(browser, filledIn(await disputeForm(browser, item), fact));
  const [row] = await rows<CorrectionFacts>(platform, 'SELECT * FROM correction ORDER BY id DESC LIMIT 1');
  if (row === undefined) throw new Error('nothing was disputed');
  return { browser, row };
}

export interface CorrectionFacts {
  readonly id: Correction['correctionId'];
  readonly case_id: string;
  readonly subject_id: string;
  readonly status: string;
  readonly sealed: string;
}

/** Takes every objection away. */
export const clear = (platform: Platform) =>
  rows(platform, 'DELETE FROM correction; DELETE FROM support_message; DELETE FROM support_case');

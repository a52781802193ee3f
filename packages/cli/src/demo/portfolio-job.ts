import { type ConsentRequest, PlatformError, usccCheckCharacter } from '@xinqiao/contracts';
import { OwnerBrowser } from '@xinqiao/sandbox';
import { POLICIES, scoreApplicant } from '@xinqiao/scoring';
import type { Xinqiao } from '@xinqiao/sdk';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { fileUpload } from '../import/file-upload.ts';
import { type Company, type CompanyFiles, readCompanyFiles } from './company-files.ts';
import { areaInterval, areaUnderCurve, badRate } from './discrimination.ts';
import { bankClient } from './main-job.ts';
import type { Narrator } from './narrator.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** What the demo on real firms saw. Rates are shares of firms, 0–1. */
export interface PortfolioResult {
  readonly ok: boolean;
  readonly firms: number;
  readonly decided: number;
  readonly invoices: { readonly read: number; readonly stored: number; readonly quarantined: number };
  readonly auc: number;
  readonly aucCi: readonly [number, number];
  /** The same with every firm that failed admission ranked below all others, as it was decided. */
  readonly aucAsDecided: number;
  readonly approved: number;
  readonly referred: number;
  readonly declined: number;
  readonly approvedBadRate: number | null;
  readonly declinedBadRate: number | null;
}

interface Decided extends Company {
  readonly outcome: string;
  /** Yuan, whole; 0 unless approved. */
  readonly limitYuan: number;
  /** Passed admission, and so was scored in the decision itself. */
  readonly admitted: boolean;
  readonly score: number;
}

/** Firms asked side by side: the work is the server's, and two cores are all it may have. */
const SIDE_BY_SIDE = 4;
/** The data ends in February 2020; three years of it serve a decision as of 1 March 2020. */
const RANGE = { from: '2017-03-01', to: '2020-02-29' };

/** Takes a folder of real firms through the same doors as everybody: register, import, ask, agree, fetch, decide. */
export async function portfolioJob(narrator: Narrator, directory: string): Promise<PortfolioResult> {
  const files = await readCompanyFiles(directory);
  const server = await narrator.step(
    'Start PostgreSQL and the three server roles',
    () => startServerProcess(0),
    ({ url }) => `ready at ${url}`,
  );
  try {
    return await play(narrator, server, files);
  } finally {
    await server.stop();
  }
}

async function play(
  narrator: Narrator,
  server: ServerProcess,
  files: CompanyFiles,
): Promise<PortfolioResult> {
  const { companies } = files;
  const { applicationId, keyId, privateKey } = server.credentials('operator');
  const operator = new XinqiaoOperator({ baseUrl: server.url, applicationId, key: { privateKey, keyId } });
  await narrator.step(
    `The operator registers ${companies.length} enterprises`,
    () => inTurns(companies, (company) => operator.registerSubject(subjectOf(company)).then(() => company)),
    ({ length }) => `${length} registered`,
  );
  const reports = await narrator.step(
    'The operator imports their invoices as a stream',
    async () => [
      await operator.importFile(await fileUpload('invoice-out', files.invoicesOut)),
      await operator.importFile(await fileUpload('invoice-in', files.invoicesIn)),
    ],
    (all) =>
      `${sum(all.map(({ rowsRead }) => rowsRead))} rows read, ${sum(all.map(({ rowsStored }) => rowsStored))} stored`,
  );
  for (const { kind, quarantine, warnings } of reports) {
    for (const { reason, count, firstLine } of quarantine)
      narrator.say(`${kind}: ${count} set aside as ${reason}, the first in line ${firstLine}`);
    for (const { warning, count } of warnings) narrator.say(`${kind}: ${count} kept, noted as ${warning}`);
  }

  const bank = bankClient(server.url, server.credentials('bank'));
  const since = performance.now();
  let done = 0;
  const decided = await narrator.step(
    'Each firm is asked, agrees, is fetched and decided (policy invoice-flow, which knows invoices only)',
    () =>
      inTurns(companies, async (company) => {
        const result = await decideOne(bank, server.url, company);
        narrator.progress('firms', ++done, companies.length, since);
        return result;
      }),
    ({ length }) => `${length} decided`,
  );
  return report(narrator, companies, decided, reports);
}

async function decideOne(bank: Xinqiao, url: string, company: Company): Promise<Decided> {
  const { identityId } = subjectOf(company).representative;
  const request: ConsentRequest = {
    templateId: 'credit-decision',
    purpose: 'CREDIT_DECISION',
    items: ['invoice.summary'],
    disclosure: 'INDICATORS',
    range: RANGE,
    validity: 'P6M',
    customer: { uscc: usccOf(company.code) },
  };
  const asked = await bank.consents.request(request);
  const callback = await new OwnerBrowser(url).answer(asked.url, identityId, 'agree');
  const { consentId } = await bank.consents.complete(callback, asked.pending);
  const { data } = await bank.data.fetch(consentId);
  if (data.items[0]?.status !== 'DELIVERED') throw new PlatformError('RESPONSE_UNEXPECTED');
  const { decision } = await bank.decisions.create({ consentId, policyId: 'invoice-flow' });
  const policy = POLICIES.get(`${decision.policyId}@${decision.policyVersion}`);
  if (policy === undefined) throw new PlatformError('POLICY_UNKNOWN');
  // A firm that fails admission is declined unscored. To judge the score, every firm is scored as the policy would,
  // from the indicators the decision states; a firm whose figures do not allow it ranks below all others.
  const score = scoreApplicant(policy, decision.indicators ?? {});
  return {
    ...company,
    outcome: decision.outcome,
    limitYuan: Number.parseInt(decision.limit, 10),
    admitted: decision.score !== null,
    score: score?.score ?? Number.NEGATIVE_INFINITY,
  };
}

function report(
  narrator: Narrator,
  companies: readonly Company[],
  decided: readonly Decided[],
  reports: readonly { rowsRead: number; rowsStored: number; rowsQuarantined: number }[],
): PortfolioResult {
  const of = (outcome: string) => decided.filter((firm) => firm.outcome === outcome);
  const bads = (firms: readonly Decided[]) => firms.map(({ defaulted }) => ({ bad: defaulted }));
  const scored = decided.map(({ score, defaulted }) => ({ score, bad: defaulted }));
  const [approved, referred, declined] = [of('APPROVED'), of('REFERRED'), of('DECLINED')];
  const auc = areaUnderCurve(scored);
  const aucCi = areaInterval(scored);
  const asDecided = areaUnderCurve(
    decided.map(({ score, admitted, defaulted }) => ({
      score: admitted ? score : Number.NEGATIVE_INFINITY,
      bad: defaulted,
    })),
  );
  const unadmitted = decided.filter(({ admitted }) => !admitted).length;

  narrator.say('');
  narrator.say('bank rating  firms  approved  referred  declined  defaulted  of the approved  limits, yuan');
  for (const rating of [...new Set(companies.map((company) => company.rating))].sort()) {
    const firms = decided.filter((firm) => firm.rating === rating);
    const count = (outcome: string) => firms.filter((firm) => firm.outcome === outcome).length;
    const lent = firms.filter(({ outcome }) => outcome === 'APPROVED');
    narrator.say(
      [
        rating.padEnd(11),
        String(firms.length).padStart(6),
        ...['APPROVED', 'REFERRED', 'DECLINED'].map((outcome) => String(count(outcome)).padStart(8)),
        String(firms.filter(({ defaulted }) => defaulted).length).padStart(9),
        String(lent.filter(({ defaulted }) => defaulted).length).padStart(15),
        String(sum(lent.map(({ limitYuan }) => limitYuan))).padStart(12),
      ].join('  '),
    );
  }
  narrator.say('');
  const interval = aucCi.map((value) => value.toFixed(3)).join('–');
  for (const line of [
    `AUC of the score against default ${auc.toFixed(3)}, 95 % interval ${interval} (DeLong), every firm scored.`,
    `${unadmitted} firms failed admission; ranked below all others, as they were decided, the AUC is ${asDecided.toFixed(3)}.`,
    'Nothing was fitted: the weights were set by judgement from published product rules, and nobody looked at the',
    'outcomes while setting them. It was known from published work on this data that invoiced sales tell a lot.',
    'When a default happened is not in the data: a firm may have stopped invoicing because of it, so some of the',
    'power may follow default instead of foretelling it. With 27 defaults, differences below 0.03 are noise.',
  ])
    narrator.say(line);

  const result: PortfolioResult = {
    ok: decided.length === companies.length,
    firms: companies.length,
    decided: decided.length,
    invoices: {
      read: sum(reports.map(({ rowsRead }) => rowsRead)),
      stored: sum(reports.map(({ rowsStored }) => rowsStored)),
      quarantined: sum(reports.map(({ rowsQuarantined }) => rowsQuarantined)),
    },
    auc: round(auc),
    aucCi: [round(aucCi[0]), round(aucCi[1])],
    aucAsDecided: round(asDecided),
    approved: approved.length,
    referred: referred.length,
    declined: declined.length,
    approvedBadRate: rounded(badRate(bads(approved))),
    declinedBadRate: rounded(badRate(bads(declined))),
  };
  narrator.end(`${result.decided} of ${result.firms} firms decided.`);
  return result;
}

/** How a firm of the folder is registered: its own code, and a valid USCC of Qiaocheng made from it. */
export function subjectOf({ code, name }: Pick<Company, 'code' | 'name'>) {
  return {
    type: 'ENTERPRISE',
    name,
    identifier: { scheme: 'uscc', value: usccOf(code) },
    sourceId: 'import',
    sourceCode: code,
    representative: { identityId: `owner-${code.toLowerCase()}`, name: `${code} 法定代表人` },
  } as const;
}

function usccOf(code: string): string {
  const first17 = `91341602MA${code.replace(/\D/g, '').padStart(7, '0')}`;
  return first17 + usccCheckCharacter(first17);
}

/** Runs over a list, a few at a time, and keeps its order. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await run(items[at] as Item);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  return results;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const round = (value: number): number => Math.round(value * 10_000) / 10_000;
const rounded = (value: number | null): number | null => (value === null ? null : round(value));

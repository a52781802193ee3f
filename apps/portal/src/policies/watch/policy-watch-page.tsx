import { Loaded, useText } from '@xinqiao/console';
import type { PolicyWatch } from '@xinqiao/contracts';
import { useId, useState } from 'react';
import type { PolicyDocumentView } from '../policy-document.ts';
import { Approvals } from './approvals.tsx';
import { DriftTable } from './drift-table.tsx';
import './watch.css';

const TEXT = {
  'zh-CN': {
    title: '策略监测',
    back: '返回策略',
    given: (applicants: string) => `对照基准：随策略提交的建模样本，${applicants} 户。`,
    first: (applicants: string) => `对照基准：启用后的最初几个月，${applicants} 笔决策。`,
    none: '尚无对照基准：策略未附建模样本，满 500 笔决策的完整月份后开始比较。',
    uncounted: (decisions: string) => `另有 ${decisions} 笔决策正在计入。`,
    empty: '尚无决策。',
    drift: '申请人分布',
    month: '月份',
    still: '尚无可以比较的月份。',
  },
  en: {
    title: 'Watch over the policy',
    back: 'Back to the policy',
    given: (applicants: string) => `Measured from the sample it was made from: ${applicants} applicants.`,
    first: (applicants: string) => `Measured from the first months of its use: ${applicants} decisions.`,
    none: 'Nothing to measure from yet: it came without a census, and its first whole months have fewer than 500 decisions.',
    uncounted: (decisions: string) => `${decisions} more decisions are being counted.`,
    empty: 'No decisions yet.',
    drift: 'How applicants are distributed',
    month: 'Month',
    still: 'No month to compare yet.',
  },
} as const;

interface PolicyWatchPageProps {
  readonly policyId: string;
  readonly version: string;
}

/** What the bank’s own decisions by a version came to: approvals by month, and how far its applicants have moved. */
export function PolicyWatchPage({ policyId, version }: PolicyWatchPageProps) {
  const text = useText(TEXT);
  return (
    <>
      <p>
        <a href={`#/policies/${policyId}/${version}`}>{text.back}</a>
      </p>
      <h1>
        {text.title} <code>{`${policyId}@${version}`}</code>
      </h1>
      <Loaded name="policies.get" input={{ policyId, version }}>
        {({ document }) => (
          <Loaded name="policies.watch" input={{ policyId, version }}>
            {(watch) => <Watched watch={watch} document={document as unknown as PolicyDocumentView} />}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function Watched({ watch, document }: { watch: PolicyWatch; document: PolicyDocumentView }) {
  const text = useText(TEXT);
  const { baseline, uncounted, months } = watch;
  const from = baseline === null ? undefined : baseline.source === 'GIVEN' ? text.given : text.first;
  return (
    <>
      <p className="quiet">
        {from?.((baseline?.applicants ?? 0).toLocaleString('en')) ?? text.none}{' '}
        {uncounted > 0 ? text.uncounted(uncounted.toLocaleString('en')) : null}
      </p>
      {months.length === 0 ? <p>{text.empty}</p> : <Approvals months={months} />}
      {months.length === 0 ? null : <DriftOfMonth months={months} document={document} />}
    </>
  );
}

function DriftOfMonth({
  months,
  document,
}: Pick<PolicyWatch, 'months'> & { readonly document: PolicyDocumentView }) {
  const text = useText(TEXT);
  const id = useId();
  const measured = months.filter(({ drift }) => drift !== null);
  const [chosen, setChosen] = useState<string>();
  const shown = measured.find(({ month }) => month === chosen) ?? measured[0];
  return (
    <section>
      <h2>{text.drift}</h2>
      {shown?.drift == null ? (
        <p className="quiet">{text.still}</p>
      ) : (
        <>
          <p className="field">
            <label htmlFor={id}>{text.month}</label>
            <select
              id={id}
              value={shown.month}
              onChange={({ currentTarget }) => setChosen(currentTarget.value)}
            >
              {measured.map(({ month }) => (
                <option key={month}>{month}</option>
              ))}
            </select>
          </p>
          <DriftTable drift={shown.drift} document={document} />
        </>
      )}
    </section>
  );
}

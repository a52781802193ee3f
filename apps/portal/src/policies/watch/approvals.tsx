import { useText } from '@xinqiao/console';
import type { PolicyWatch } from '@xinqiao/contracts';
import { Fragment } from 'react';

const TEXT = {
  'zh-CN': {
    title: '各月决策',
    note: '转人工的申请不计为通过；人工审批的结果不在此列。',
    month: '月份',
    approved: '通过',
    declined: '拒绝',
    referred: '转人工',
    share: '通过率',
  },
  en: {
    title: 'Decisions by month',
    note: 'What was referred to people is not approved here; what they decided is not in these numbers.',
    month: 'Month',
    approved: 'Approved',
    declined: 'Declined',
    referred: 'Referred',
    share: 'Share',
  },
} as const;

const PARTS = ['approved', 'referred', 'declined'] as const;

/** How many were approved, referred and declined, month by month: as numbers, and as bars of one scale. */
export function Approvals({ months }: Pick<PolicyWatch, 'months'>) {
  const text = useText(TEXT);
  const most = Math.max(1, ...months.map(sumOf));
  return (
    <section>
      <h2>{text.title}</h2>
      <p className="quiet">{text.note}</p>
      <table className="watch">
        <thead>
          <tr>
            <th scope="col">{text.month}</th>
            {PARTS.map((part) => (
              <th key={part} scope="col" className="count">
                <span className={`swatch ${part}`} aria-hidden="true" /> {text[part]}
              </th>
            ))}
            <th scope="col" className="count">
              {text.share}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <Fragment key={month.month}>
              <tr>
                <th scope="row">{month.month}</th>
                {PARTS.map((part) => (
                  <td key={part} className="count">
                    {month[part].toLocaleString('en')}
                  </td>
                ))}
                <td className="count">{`${((month.approved / sumOf(month)) * 100).toFixed(1)} %`}</td>
              </tr>
              <tr className="picture">
                <td colSpan={5}>
                  <MonthBar month={month} most={most} />
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type WatchMonth = PolicyWatch['months'][number];

const sumOf = ({ approved, declined, referred }: WatchMonth): number => approved + declined + referred;

function MonthBar({ month, most }: { month: WatchMonth; most: number }) {
  let from = 0;
  return (
    <svg width="100%" height="14" aria-hidden="true">
      {PARTS.map((part) => {
        const [x, width] = [from, (month[part] / most) * 100];
        from += width;
        return <rect key={part} className={part} x={`${x}%`} width={`${width}%`} height="14" />;
      })}
    </svg>
  );
}

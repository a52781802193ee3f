import { useText } from '@xinqiao/console';
import { type PolicyDocumentView, percent } from './policy-document.ts';

const TEXT = {
  'zh-CN': {
    rating: '评级',
    from: '分数线',
    rest: '其余',
    rate: '年利率（单利）',
    refused: '不准入',
    risk: '按风险',
    byRisk: (parts: Record<string, string>) =>
      `年利率 = 资金成本 ${parts.fundingCost} + 违约概率 × 违约损失率 ${parts.lossGivenDefault} + 成本与收益 ${parts.margin}，不低于 ${parts.floor}。`,
    ceiling: (rate: string) => `上限 ${rate}。`,
  },
  en: {
    rating: 'Rating',
    from: 'Score',
    rest: 'the rest',
    rate: 'Rate per year (simple)',
    refused: 'not admitted',
    risk: 'by risk',
    byRisk: (parts: Record<string, string>) =>
      `Rate = cost of funds ${parts.fundingCost} + probability of default × loss given default ${parts.lossGivenDefault} + cost and return ${parts.margin}, at least ${parts.floor}.`,
    ceiling: (rate: string) => `Ceiling ${rate}.`,
  },
} as const;

/** Bands of the score, and what each pays. */
export function RatingTable({ document }: { document: PolicyDocumentView }) {
  const text = useText(TEXT);
  const { annualRateByRating, byRisk, ceiling } = document.price;
  const sign = document.scorecard.reasonCodeAlgorithm === 'pointsAbove' ? '≤' : '≥';
  const shares = Object.fromEntries(
    Object.entries(byRisk ?? {}).map(([name, share]) => [name, percent(share)]),
  );
  return (
    <>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{text.rating}</th>
            <th scope="col">{text.from}</th>
            <th scope="col">{text.rate}</th>
          </tr>
        </thead>
        <tbody>
          {document.rating.map(({ rating, from, admitted }) => (
            <tr key={rating}>
              <th scope="row">{rating}</th>
              <td>{from === null ? text.rest : `${sign} ${from}`}</td>
              <td>
                {admitted
                  ? byRisk === undefined
                    ? percent(annualRateByRating?.[rating] ?? '0')
                    : text.risk
                  : text.refused}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {byRisk === undefined ? null : text.byRisk(shares)} {text.ceiling(percent(ceiling.annualRate))}
      </p>
    </>
  );
}

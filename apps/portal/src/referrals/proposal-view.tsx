import { Chip, Fact, Facts, useText, useWords, When } from '@xinqiao/console';
import type { Referral } from '@xinqiao/contracts';
import { grouped, percentOf } from './figures.ts';
import { OUTCOME_WORDS, REFERRAL_REASON_WORDS } from './referral-words.ts';

const TEXT = {
  'zh-CN': {
    proposed: '审批意见（待复核）',
    settled: '审批结果',
    outcome: '结论',
    limit: '额度（元）',
    rate: '年利率',
    reasons: '理由',
    by: '提出',
    confirmed: '复核',
  },
  en: {
    proposed: 'Proposed, not confirmed yet',
    settled: 'What was decided',
    outcome: 'Outcome',
    limit: 'Limit (yuan)',
    rate: 'Rate per year',
    reasons: 'Reasons',
    by: 'Proposed by',
    confirmed: 'Confirmed by',
  },
} as const;

/** What one person proposes, or two have decided. */
export function ProposalView({ referral }: { referral: Referral }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { proposal, proposedBy, proposedAt, settledBy, settledAt } = referral;
  if (proposal === null || proposedAt === null) return null;
  const { outcome, limit, annualRate, reasons } = proposal;
  return (
    <section>
      <h2>{settledAt === null ? text.proposed : text.settled}</h2>
      <Facts>
        <Fact label={text.outcome}>
          <Chip tone={outcome === 'APPROVED' ? 'good' : 'bad'}>{wordsOf(OUTCOME_WORDS, outcome)}</Chip>
        </Fact>
        {limit === null ? null : <Fact label={text.limit}>{grouped(limit)}</Fact>}
        {annualRate === null ? null : <Fact label={text.rate}>{percentOf(annualRate)}</Fact>}
        <Fact label={text.reasons}>
          {reasons.map((reason) => (
            <div key={reason}>{wordsOf(REFERRAL_REASON_WORDS, reason)}</div>
          ))}
        </Fact>
        <Fact label={text.by}>
          <code>{proposedBy}</code> · <When at={proposedAt} />
        </Fact>
        {settledAt === null ? null : (
          <Fact label={text.confirmed}>
            <code>{settledBy}</code> · <When at={settledAt} />
          </Fact>
        )}
      </Facts>
    </section>
  );
}

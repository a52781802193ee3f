import { ActForm, Checks, Field, useSignedIn, useText, useWords } from '@xinqiao/console';
import { REFERRAL_REASONS, type Referral, type ReferralOutcome, ReferralReason } from '@xinqiao/contracts';
import { amountOf, fractionOf, grouped, percentOf } from './figures.ts';
import { REFERRAL_REASON_WORDS } from './referral-words.ts';

const TEXT = {
  'zh-CN': {
    approve: '提出批准',
    decline: '提出拒绝',
    limit: '额度（元）',
    limitHint: (ceiling: string) => `大于 0，不超过 ${ceiling}`,
    rate: '年利率（%）',
    rateHint: (floor: string, ceiling: string) => `${floor} 至 ${ceiling}`,
    reasons: '理由（一至五项）',
    instead: '改提其他意见',
    confirm: '复核并办结',
    confirmHint: '办结后不能更改。请核对上面的意见。',
    another: '须由提出人以外的另一人复核。',
    sendBack: '退回重新审批',
  },
  en: {
    approve: 'Propose to approve',
    decline: 'Propose to decline',
    limit: 'Limit (yuan)',
    limitHint: (ceiling: string) => `Above 0, at most ${ceiling}`,
    rate: 'Rate per year (%)',
    rateHint: (floor: string, ceiling: string) => `From ${floor} to ${ceiling}`,
    reasons: 'Reasons, one to five',
    instead: 'Propose something else instead',
    confirm: 'Confirm and settle',
    confirmHint: 'Once settled it is never changed. Look at the proposal above.',
    another: 'Somebody other than who proposed it must confirm it.',
    sendBack: 'Send back',
  },
} as const;

/** The steps that can be taken: to propose, and for another person to confirm or send back. */
export function ReferralActions({ referral }: { referral: Referral }) {
  const text = useText(TEXT);
  const signedIn = useSignedIn();
  const { referralId, revision, status, proposedBy } = referral;
  if (status === 'SETTLED' || signedIn === null) return null;
  if (status === 'WAITING') return <Proposals referral={referral} />;
  const one = { referralId, revision };
  return (
    <>
      {signedIn.identityId === proposedBy ? (
        <p className="notice">{text.another}</p>
      ) : (
        <ActForm name="referrals.confirm" submit={text.confirm} inputOf={() => one}>
          <p className="quiet">{text.confirmHint}</p>
        </ActForm>
      )}
      <ActForm name="referrals.sendBack" submit={text.sendBack} inputOf={() => one} />
      <details className="more">
        <summary>{text.instead}</summary>
        <Proposals referral={referral} />
      </details>
    </>
  );
}

/** A form for either outcome; without a person to be lent to there is one alone. */
function Proposals({ referral }: { referral: Referral }) {
  const text = useText(TEXT);
  const { referralId, revision, limitCeiling, rateFloor, rateCeiling, why } = referral;
  const one = { referralId, revision };
  return (
    <>
      {why === null ? null : (
        <ActForm
          name="referrals.propose"
          title={text.approve}
          submit={text.approve}
          inputOf={({ limit = '', rate = '' }, chosen) => ({
            ...{ ...one, outcome: 'APPROVED', limit: amountOf(limit), annualRate: fractionOf(rate) },
            reasons: chosen('reasons') as ReferralReason[],
          })}
        >
          <Field label={text.limit} hint={text.limitHint(grouped(limitCeiling))} name="limit" required />
          <Field
            label={text.rate}
            hint={text.rateHint(percentOf(rateFloor), percentOf(rateCeiling))}
            name="rate"
            required
          />
          <Reasons outcome="APPROVED" />
        </ActForm>
      )}
      <ActForm
        name="referrals.propose"
        title={text.decline}
        submit={text.decline}
        grave
        inputOf={(_fields, chosen) => ({
          ...{ ...one, outcome: 'DECLINED', limit: null, annualRate: null },
          reasons: chosen('reasons') as ReferralReason[],
        })}
      >
        <Reasons outcome="DECLINED" />
      </ActForm>
    </>
  );
}

function Reasons({ outcome }: { outcome: ReferralOutcome }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const reasons = ReferralReason.options.filter((reason) =>
    (REFERRAL_REASONS[reason] as readonly ReferralOutcome[]).includes(outcome),
  );
  return (
    <Checks
      label={text.reasons}
      name="reasons"
      options={reasons.map((reason) => [reason, wordsOf(REFERRAL_REASON_WORDS, reason)])}
    />
  );
}

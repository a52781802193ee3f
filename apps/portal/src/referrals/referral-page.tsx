import {
  CASE_LIGHT_WORDS,
  Chip,
  Fact,
  Facts,
  LightMark,
  Loaded,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { type Referral, ReferralId } from '@xinqiao/contracts';
import { DecisionGround } from './decision-ground.tsx';
import { grouped, percentOf } from './figures.ts';
import { ProposalView } from './proposal-view.tsx';
import { ReferralActions } from './referral-actions.tsx';
import { REFERRAL_STATUS_TONES, REFERRAL_STATUS_WORDS } from './referral-words.ts';

const TEXT = {
  'zh-CN': {
    back: '全部人工审批',
    unknown: '地址中的编号不正确。',
    title: '人工审批',
    status: '状态',
    due: '审批期限',
    policy: '策略',
    limit: '可批额度上限（元）',
    rate: '可批年利率',
    consent: '授权',
    subject: '主体',
    why: '转人工的原因',
    points: (points: number) => `失分 ${points}`,
    erased: '主体信息已删除，原因和数据不再可读。只能拒绝后办结。',
  },
  en: {
    back: 'All referrals',
    unknown: 'The address does not name a referral.',
    title: 'Referral',
    status: 'State',
    due: 'Decide by',
    policy: 'Policy',
    limit: 'Highest limit (yuan)',
    rate: 'Rate per year',
    consent: 'Consent',
    subject: 'Subject',
    why: 'Why it was referred',
    points: (points: number) => `${points} points lost`,
    erased:
      'The person it is about was erased: reasons and figures can no longer be read. It can only be declined.',
  },
} as const;

/** One referral: why, on which figures, within which bounds, what is proposed, and the next step. */
export function ReferralPage({ id }: { id: string }) {
  const text = useText(TEXT);
  const parsed = ReferralId.safeParse(id);
  return (
    <>
      <p>
        <a href="#/referrals">← {text.back}</a>
      </p>
      {parsed.success ? (
        <Loaded name="referrals.get" input={{ referralId: parsed.data }}>
          {(referral) => <OneReferral referral={referral} />}
        </Loaded>
      ) : (
        <p>{text.unknown}</p>
      )}
    </>
  );
}

function OneReferral({ referral }: { referral: Referral }) {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { status, light, deadlineAt, policyId, policyVersion, limitCeiling, rateFloor, rateCeiling } =
    referral;
  return (
    <>
      <h1>
        {text.title} <code>{`${policyId}@${policyVersion}`}</code>
      </h1>
      <Facts>
        <Fact label={text.status}>
          <Chip tone={REFERRAL_STATUS_TONES[status]}>{wordsOf(REFERRAL_STATUS_WORDS, status)}</Chip>{' '}
          <LightMark light={light} words={CASE_LIGHT_WORDS[light]} />
        </Fact>
        <Fact label={text.due}>
          <When at={deadlineAt} />
        </Fact>
        <Fact label={text.policy}>
          <a href={`#/policies/${policyId}/${policyVersion}`}>
            <code>{`${policyId}@${policyVersion}`}</code>
          </a>
        </Fact>
        <Fact label={text.limit}>{grouped(limitCeiling)}</Fact>
        <Fact label={text.rate}>
          {percentOf(rateFloor)} – {percentOf(rateCeiling)}
        </Fact>
        <Fact label={text.consent}>
          <code>{referral.consentId}</code>
        </Fact>
        <Fact label={text.subject}>
          <code>{referral.subjectId}</code>
        </Fact>
      </Facts>
      <Why referral={referral} />
      {referral.why === null ? null : <DecisionGround decisionId={referral.decisionId} />}
      <ProposalView referral={referral} />
      <ReferralActions referral={referral} />
    </>
  );
}

function Why({ referral: { why } }: { referral: Referral }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  if (why === null) return <p className="notice">{text.erased}</p>;
  return (
    <section>
      <h2>{text.why}</h2>
      <ul className="rows">
        {why.map(({ code, text: words, pointsLost }) => (
          <li key={code}>
            {words[textKey(language)]} <code>{code}</code>
            {pointsLost === 0 ? null : <span className="quiet"> · {text.points(pointsLost)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

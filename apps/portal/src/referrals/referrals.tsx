import {
  CASE_LIGHT_WORDS,
  Chip,
  Choice,
  LightMark,
  Paged,
  textKey,
  useLanguage,
  useText,
  useWords,
  When,
} from '@xinqiao/console';
import { type Referral, ReferralStatus } from '@xinqiao/contracts';
import { useState } from 'react';
import { OUTCOME_WORDS, REFERRAL_STATUS_TONES, REFERRAL_STATUS_WORDS } from './referral-words.ts';

const TEXT = {
  'zh-CN': {
    title: '人工审批',
    intro: '策略转人工的授信申请。一人提出意见，另一人复核后生效；原决策保持不变。',
    status: '状态',
    all: '全部',
    none: '没有这样的申请。',
    due: '审批期限',
    erased: '主体信息已删除',
  },
  en: {
    title: 'Referrals',
    intro:
      'What policies referred to people. One proposes, another confirms; the decision itself stays as it was made.',
    status: 'State',
    all: 'All',
    none: 'There are no such referrals.',
    due: 'decide by',
    erased: 'The person it is about was erased',
  },
} as const;

/** The queue of what was referred to people, newest first. */
export function Referrals() {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const [status, setStatus] = useState<ReferralStatus>();
  const options = ReferralStatus.options.map((code) => [code, wordsOf(REFERRAL_STATUS_WORDS, code)] as const);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.intro}</p>
      <form
        onChange={({ currentTarget }) =>
          setStatus(ReferralStatus.safeParse(new FormData(currentTarget).get('status')).data)
        }
      >
        <Choice label={text.status} name="status" options={[['', text.all] as const, ...options]} />
      </form>
      <Paged name="referrals.list" input={status === undefined ? {} : { status }} none={text.none}>
        {(referrals) => (
          <ul className="rows">
            {referrals.map((referral) => (
              <Row key={referral.referralId} referral={referral} />
            ))}
          </ul>
        )}
      </Paged>
    </>
  );
}

function Row({ referral }: { referral: Referral }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { referralId, policyId, policyVersion, why, status, light, openedAt, deadlineAt, proposal } =
    referral;
  return (
    <li>
      <a href={`#/referrals/${referralId}`}>
        <When at={openedAt} /> <code>{`${policyId}@${policyVersion}`}</code>
      </a>{' '}
      <Chip tone={REFERRAL_STATUS_TONES[status]}>{wordsOf(REFERRAL_STATUS_WORDS, status)}</Chip>
      {proposal === null ? null : (
        <>
          {' '}
          <Chip tone={proposal.outcome === 'APPROVED' ? 'good' : 'bad'}>
            {wordsOf(OUTCOME_WORDS, proposal.outcome)}
          </Chip>
        </>
      )}
      <br />
      {why === null ? text.erased : (why[0]?.text[textKey(language)] ?? null)}
      <br />
      <span className="quiet">
        {text.due} <When at={deadlineAt} /> · <LightMark light={light} words={CASE_LIGHT_WORDS[light]} />
      </span>
    </li>
  );
}

import {
  Chip,
  Fact,
  Facts,
  Failure,
  Loading,
  textKey,
  useLanguage,
  useRead,
  useText,
  useWords,
} from '@xinqiao/console';
import { PolicyName, type PolicyVersion, PolicyVersionNumber } from '@xinqiao/contracts';
import { useEffect } from 'react';
import { Changes } from './changes.tsx';
import { LimitTree } from './limit-tree.tsx';
import { PolicyActions, TakeOut } from './policy-actions.tsx';
import type { PolicyDocumentView } from './policy-document.ts';
import { PolicyHistory } from './policy-history.tsx';
import { POLICY_STATUS_TONES, POLICY_STATUS_WORDS } from './policy-words.ts';
import { RatingTable } from './rating-table.tsx';
import { ReferralRules, RuleList } from './rule-list.tsx';
import { ScorecardTable } from './scorecard-table.tsx';

const TEXT = {
  'zh-CN': {
    back: '全部策略',
    unknown: '地址中的策略名称或版本不正确。',
    state: '状态',
    term: '决策期间',
    open: '起，无期限',
    hash: '文档哈希（SHA-256）',
    baseline: '建模样本统计的哈希',
    census: '建模样本统计',
    hasNot: '未提供，以最初几个月为基准',
    history: '经历',
    changes: '与现行版本的差异',
    rules: '准入规则',
    scorecard: '评分卡',
    rating: '评级与利率',
    limit: '额度构成',
    referrals: '转人工规则',
    sources: '出处',
    document: '策略文档',
    watch: '监测',
  },
  en: {
    back: 'All policies',
    unknown: 'The address does not name a version of a policy.',
    state: 'State',
    term: 'Decides',
    open: 'on, without an end',
    hash: 'Hash of the document (SHA-256)',
    baseline: 'Hash of the census it was made from',
    census: 'Census of whom it was made from',
    hasNot: 'not given: the first months are the baseline',
    history: 'History',
    changes: 'What differs from the version in force',
    rules: 'Admission rules',
    scorecard: 'Scorecard',
    rating: 'Ratings and rates',
    limit: 'How the limit is composed',
    referrals: 'Rules that refer to people',
    sources: 'Sources',
    document: 'Policy document',
    watch: 'Watch',
  },
} as const;

/** One version of a policy as people read it, its steps, and what they change. */
export function PolicyPage({ policyId, version }: { policyId: string; version: string }) {
  const text = useText(TEXT);
  const name = PolicyName.safeParse(policyId).data;
  const number = PolicyVersionNumber.safeParse(version).data;
  useEffect(() => {
    // Where it answers a promise, that is no way to clean up.
    void scrollTo(0, 0);
  }, []);
  return (
    <>
      <p>
        <a href="#/policies">← {text.back}</a>
      </p>
      {name === undefined || number === undefined ? (
        <p>{text.unknown}</p>
      ) : (
        <Found policyId={name} version={number} />
      )}
    </>
  );
}

function Found(input: { policyId: string; version: string }) {
  const { answer, failure, again } = useRead('policies.get', input);
  if (failure !== undefined)
    return (
      <>
        <Failure failure={failure} onAgain={again} />
        {failure.code === 'POLICY_NOT_GENUINE' ? <TakeOut {...input} /> : null}
      </>
    );
  return answer === undefined ? <Loading /> : <Version policy={answer} />;
}

function Version({ policy }: { policy: PolicyVersion }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const key = textKey(language);
  const { policyId, version, status, validFrom, validTo, documentHash, baselineHash } = policy;
  const document = policy.document as unknown as PolicyDocumentView;
  return (
    <article className="policy">
      <h1>
        {policy.name[key]} <code>{`${policyId}@${version}`}</code>
      </h1>
      <Facts>
        <Fact label={text.state}>
          <Chip tone={POLICY_STATUS_TONES[status]}>{wordsOf(POLICY_STATUS_WORDS, status)}</Chip>
        </Fact>
        <Fact label={text.term}>
          {validTo === null ? `${validFrom} ${text.open}` : `${validFrom} – ${validTo}`}
        </Fact>
        <Fact label={text.hash}>
          <code>{documentHash}</code>
        </Fact>
        <Fact label={text.baseline}>{baselineHash === null ? text.hasNot : <code>{baselineHash}</code>}</Fact>
      </Facts>
      {status === 'ACTIVE' || status === 'RETIRED' ? (
        <p>
          <a href={`#/policies/${policyId}/${version}/watch`}>{text.watch}</a>
        </p>
      ) : null}
      <PolicyActions policy={policy} />
      <h2>{text.history}</h2>
      <PolicyHistory policy={policy} />
      <Changes policy={policy} title={text.changes} />
      <h2>{text.rules}</h2>
      <RuleList document={document} />
      {(document.referrals ?? []).length === 0 ? null : (
        <>
          <h2>{text.referrals}</h2>
          <ReferralRules document={document} />
        </>
      )}
      <h2>{text.limit}</h2>
      <LimitTree document={document} />
      <h2>{text.rating}</h2>
      <RatingTable document={document} />
      <h2>{text.scorecard}</h2>
      <ScorecardTable document={document} />
      <h2>{text.sources}</h2>
      <ul className="rows">
        {document.references.map(({ id, text: words }) => (
          <li key={id}>
            <code>{id}</code> {words[key]}
          </li>
        ))}
      </ul>
      {policy.baseline === null ? null : (
        <details className="more">
          <summary>{text.census}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls is reached by the keyboard. */}
          <pre tabIndex={0}>{JSON.stringify(policy.baseline, null, 2)}</pre>
        </details>
      )}
      <details className="more">
        <summary>{text.document}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text that scrolls is reached by the keyboard. */}
        <pre tabIndex={0}>{JSON.stringify(policy.document, null, 2)}</pre>
      </details>
    </article>
  );
}

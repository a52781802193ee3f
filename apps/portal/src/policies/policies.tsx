import { Chip, Choice, Paged, textKey, useLanguage, useText, useWords, When } from '@xinqiao/console';
import { PolicyStatus, type PolicySummary } from '@xinqiao/contracts';
import { useState } from 'react';
import { DraftForm } from './draft-form.tsx';
import { POLICY_STATUS_TONES, POLICY_STATUS_WORDS } from './policy-words.ts';
import { useOfficer } from './use-officer.ts';

const TEXT = {
  'zh-CN': {
    title: '授信策略',
    intro:
      '本行的、运营方的和平台自带的策略版本。启用要两人：起草、提出的人不能复核。启用后不能修改，改动须起草新版本。',
    status: '状态',
    all: '全部',
    none: '没有这样的策略。',
    delivered: '平台自带',
    from: '自',
    to: '至',
    draft: '起草或覆盖草稿',
  },
  en: {
    title: 'Lending policies',
    intro:
      'Versions of your own policies, of the operator’s, and those delivered with the platform. Two people put one in force: never who wrote or proposed it. In force it is never changed; a change is a new version.',
    status: 'State',
    all: 'All',
    none: 'There are no such policies.',
    delivered: 'Delivered with the platform',
    from: 'from',
    to: 'to',
    draft: 'Draft a version, or write a draft anew',
  },
} as const;

/** Versions of policies, newest first, and the form to draft one. */
export function Policies() {
  const text = useText(TEXT);
  const wordsOf = useWords();
  const officer = useOfficer();
  const [status, setStatus] = useState<PolicyStatus>();
  const options = PolicyStatus.options.map((code) => [code, wordsOf(POLICY_STATUS_WORDS, code)] as const);
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.intro}</p>
      <form
        onChange={({ currentTarget }) =>
          setStatus(PolicyStatus.safeParse(new FormData(currentTarget).get('status')).data)
        }
      >
        <Choice label={text.status} name="status" options={[['', text.all] as const, ...options]} />
      </form>
      <Paged name="policies.list" input={status === undefined ? {} : { status }} none={text.none}>
        {(items) => (
          <ul className="rows">
            {items.map((item) => (
              <Row key={`${item.ownerId}/${item.policyId}@${item.version}`} item={item} />
            ))}
          </ul>
        )}
      </Paged>
      {officer === true ? (
        <details className="more">
          <summary>{text.draft}</summary>
          <DraftForm />
        </details>
      ) : null}
    </>
  );
}

function Row({ item }: { item: PolicySummary }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const wordsOf = useWords();
  const { policyId, version, name, status, validFrom, validTo, ownerId, draftedAt } = item;
  return (
    <li>
      <a href={`#/policies/${policyId}/${version}`}>
        {name[textKey(language)]} <code>{`${policyId}@${version}`}</code>
      </a>{' '}
      <Chip tone={POLICY_STATUS_TONES[status]}>{wordsOf(POLICY_STATUS_WORDS, status)}</Chip>
      <br />
      <span className="quiet">
        {text.from} {validFrom}
        {validTo === null ? null : ` ${text.to} ${validTo}`} ·{' '}
        {ownerId === null || draftedAt === null ? text.delivered : <When at={draftedAt} />}
      </span>
    </li>
  );
}

import { Chip, textKey, useLanguage, useText } from '@xinqiao/console';
import {
  featureName,
  type PolicyDocumentView,
  type RuleView,
  reasonText,
  valueText,
  yuan,
} from './policy-document.ts';

const TEXT = {
  'zh-CN': {
    atLeast: '不低于',
    atMost: '不高于',
    equals: '等于',
    oneOf: '属于',
    noneOf: '不属于',
    DECLINE: '否则拒绝',
    REFER: '否则转人工',
    none: '没有准入规则。',
    limitAtLeast: '额度不低于',
    ratingIn: '评级属于',
    probabilityAtLeast: '违约概率不低于',
    person: '转人工',
  },
  en: {
    atLeast: 'at least',
    atMost: 'at most',
    equals: 'equal to',
    oneOf: 'one of',
    noneOf: 'none of',
    DECLINE: 'else declined',
    REFER: 'else referred to people',
    none: 'No admission rules.',
    limitAtLeast: 'Limit at least',
    ratingIn: 'Rating one of',
    probabilityAtLeast: 'Probability of default at least',
    person: 'referred to people',
  },
} as const;
type Words = (typeof TEXT)['zh-CN' | 'en'];

const plain = (how: string, value: unknown): string => {
  if (how === 'limitAtLeast') return yuan(String(value));
  return Array.isArray(value) ? value.join(', ') : String(value);
};
const wordOf = (text: Words, code: string): string =>
  Object.hasOwn(text, code) ? text[code as keyof Words] : code;

/** What an applicant must meet before anything is scored, in the order of the reasons. */
export function RuleList({ document }: { document: PolicyDocumentView }) {
  const text = useText(TEXT);
  if (document.admission.length === 0) return <p className="quiet">{text.none}</p>;
  return (
    <ol className="rows rules">
      {document.admission.map((rule) => (
        <Rule key={rule.id} rule={rule} document={document} />
      ))}
    </ol>
  );
}

function Rule({ rule, document }: { rule: RuleView; document: PolicyDocumentView }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const key = textKey(language);
  const [[how, value] = ['', '']] = Object.entries(rule.test);
  return (
    <li>
      {featureName(document, rule.feature)[key]} {wordOf(text, how)}{' '}
      <b>{valueText(document, rule.feature, value)}</b>{' '}
      <Chip tone={rule.onFail === 'REFER' ? 'wait' : 'bad'}>{wordOf(text, rule.onFail)}</Chip>
      <br />
      <span className="quiet">
        <code>{rule.id}</code> · {reasonText(document, rule.reasonCode)[key]}
      </span>
    </li>
  );
}

/** What sends an approval to people. */
export function ReferralRules({ document }: { document: PolicyDocumentView }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  return (
    <ol className="rows rules">
      {(document.referrals ?? []).map(({ id, when, reasonCode }) => {
        const [[how, value] = ['', '']] = Object.entries(when);
        return (
          <li key={id}>
            {wordOf(text, how)} <b>{plain(how, value)}</b> <Chip tone="wait">{text.person}</Chip>
            <br />
            <span className="quiet">
              <code>{id}</code> · {reasonText(document, reasonCode)[textKey(language)]}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

import { textKey, useLanguage, useText } from '@xinqiao/console';
import type { ReactNode } from 'react';
import {
  type AmountView,
  byRating,
  type FactorView,
  featureName,
  type PolicyDocumentView,
  yuan,
} from './policy-document.ts';

const TEXT = {
  'zh-CN': {
    leastOf: '以下各项取最小',
    greatestOf: '以下各项取最大',
    sumOf: '以下各项之和',
    difference: '前项减后项',
    product: '相乘',
    byRating: '按评级',
    rounded: (step: string, least: string) => `向下取整到 ${step}；不足 ${least} 的不授信。`,
    terms: '上面引用的项',
    complement: (name: string) => `1 − ${name}`,
  },
  en: {
    leastOf: 'The least of',
    greatestOf: 'The greatest of',
    sumOf: 'The sum of',
    difference: 'The first less the second',
    product: 'Product of',
    byRating: 'By rating',
    rounded: (step: string, least: string) => `Rounded down to ${step}; below ${least} nothing is lent.`,
    terms: 'Terms named above',
    complement: (name: string) => `1 − ${name}`,
  },
} as const;

/** How the limit is composed, as a tree: what stands below a node is what it is made of. */
export function LimitTree({ document }: { document: PolicyDocumentView }) {
  const text = useText(TEXT);
  const { leastOf, terms = [], roundDownTo, minimum } = document.limit;
  return (
    <>
      <ul className="tree">
        <Amount amount={{ leastOf }} document={document} />
      </ul>
      {terms.length === 0 ? null : (
        <>
          <h3>{text.terms}</h3>
          <ul className="tree">
            {terms.map((term) => (
              <Amount key={term.name} amount={term} document={document} />
            ))}
          </ul>
        </>
      )}
      <p>{text.rounded(yuan(String(roundDownTo)), yuan(minimum))}</p>
    </>
  );
}

const COMPOSED = ['leastOf', 'greatestOf', 'sumOf', 'difference'] as const;

function Amount({ amount, document }: { amount: AmountView; document: PolicyDocumentView }): ReactNode {
  const text = useText(TEXT);
  const how = COMPOSED.find((each) => amount[each] !== undefined);
  const parts = how === undefined ? [] : (amount[how] ?? []);
  const { name, product } = amount;
  return (
    <li>
      {name === undefined ? null : (
        <>
          <code>{name}</code>{' '}
        </>
      )}
      {how === undefined ? null : <b>{text[how]}</b>}
      {product === undefined ? null : <b>{text.product}</b>}
      <Leaf amount={amount} document={document} />
      {parts.length === 0 && product === undefined ? null : (
        <ul>
          {parts.map((part) => (
            <Amount key={JSON.stringify(part)} amount={part} document={document} />
          ))}
          {product === undefined ? null : <Amount amount={product.of} document={document} />}
          {product?.factors.map((factor) => (
            <Factor key={JSON.stringify(factor)} factor={factor} document={document} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** An amount that is made of no others. */
function Leaf({ amount, document }: { amount: AmountView; document: PolicyDocumentView }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { feature, multiple, capByRating, amount: fixed, term } = amount;
  if (feature !== undefined)
    return (
      <>
        {featureName(document, feature)[textKey(language)]} × <b>{multiple}</b>
      </>
    );
  if (capByRating !== undefined)
    return (
      <>
        {text.byRating}:{' '}
        {byRating(document, capByRating)
          .map(([rating, cap]) => `${rating} ${yuan(cap)}`)
          .join(' · ')}
      </>
    );
  if (fixed !== undefined) return <b>{yuan(fixed)}</b>;
  return term === undefined ? null : (
    <>
      → <code>{term}</code>
    </>
  );
}

function Factor({ factor, document }: { factor: FactorView; document: PolicyDocumentView }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const nameOf = (feature: string) => featureName(document, feature)[textKey(language)];
  const { number, numberByRating, feature, complementOf } = factor;
  return (
    <li>
      ×{' '}
      {number ??
        (feature === undefined ? null : nameOf(feature)) ??
        (complementOf === undefined ? null : text.complement(nameOf(complementOf)))}
      {numberByRating === undefined
        ? null
        : `${text.byRating}: ${byRating(document, numberByRating)
            .map(([rating, each]) => `${rating} ${each}`)
            .join(' · ')}`}
    </li>
  );
}

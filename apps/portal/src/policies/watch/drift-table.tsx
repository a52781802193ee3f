import { LightMark, textKey, useLanguage, useText } from '@xinqiao/console';
import type { PolicyWatch } from '@xinqiao/contracts';
import { Fragment } from 'react';
import { featureName, type PolicyDocumentView } from '../policy-document.ts';
import { onScale, RED, YELLOW } from './drift-scale.ts';
import { DRIFT_WORDS } from './watch-words.ts';

const TEXT = {
  'zh-CN': {
    score: '评分',
    what: '评分项',
    index: '稳定性指数',
    light: '状态',
    chance: '样本少，偶然也会如此',
    lines: '竖线为 0.10（黄）和 0.25（红）。',
  },
  en: {
    score: 'Score',
    what: 'Characteristic',
    index: 'Stability index',
    light: 'State',
    chance: 'few decisions: chance alone may do this',
    lines: 'The lines stand at 0.10 (yellow) and 0.25 (red).',
  },
} as const;

type Drifts = NonNullable<PolicyWatch['months'][number]['drift']>;

/** How far the score and each characteristic have moved in a month, beside the thresholds. */
export function DriftTable({ drift, document }: { drift: Drifts; document: PolicyDocumentView }) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const nameOf = (characteristic: string | null): string => {
    if (characteristic === null) return text.score;
    const { feature = characteristic } =
      document.scorecard.characteristics.find(({ name }) => name === characteristic) ?? {};
    return featureName(document, feature)[textKey(language)];
  };
  return (
    <>
      <p className="quiet">{text.lines}</p>
      <table className="watch">
        <thead>
          <tr>
            <th scope="col">{text.what}</th>
            <th scope="col" className="count">
              {text.index}
            </th>
            <th scope="col">{text.light}</th>
          </tr>
        </thead>
        <tbody>
          {drift.map(({ characteristic, index, light, beyondChance }) => (
            <Fragment key={characteristic ?? ''}>
              <tr>
                <th scope="row">
                  {nameOf(characteristic)} {characteristic === null ? null : <code>{characteristic}</code>}
                </th>
                <td className="count">{index}</td>
                <td>
                  <LightMark light={light} words={DRIFT_WORDS[light]} />
                  {light !== 'GREEN' && !beyondChance ? <div className="quiet">{text.chance}</div> : null}
                </td>
              </tr>
              <tr className="picture">
                <td colSpan={3}>
                  <svg width="100%" height="18" aria-hidden="true">
                    <rect
                      className={light.toLowerCase()}
                      y="2"
                      width={`${onScale(Number(index))}%`}
                      height="14"
                    />
                    {[YELLOW, RED].map((line) => (
                      <line key={line} x1={`${onScale(line)}%`} x2={`${onScale(line)}%`} y1="0" y2="18" />
                    ))}
                  </svg>
                </td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </>
  );
}

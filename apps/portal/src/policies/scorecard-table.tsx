import { textKey, useLanguage, useText } from '@xinqiao/console';
import {
  type CharacteristicView,
  featureName,
  type PolicyDocumentView,
  valueText,
} from './policy-document.ts';

const TEXT = {
  'zh-CN': {
    all: '任何数值',
    missing: '缺失',
    value: '取值',
    points: '得分',
    baseline: '基准分',
    initial: '初始分',
    riskier: '分数越高风险越大。',
    better: '分数越高越好。',
  },
  en: {
    all: 'any number',
    missing: 'missing',
    value: 'Value',
    points: 'Points',
    baseline: 'baseline',
    initial: 'Before any characteristic',
    riskier: 'More points mean more risk.',
    better: 'More points are better.',
  },
} as const;

/** The scorecard as a table for each characteristic: which value earns how many points, with bars of one scale. */
export function ScorecardTable({ document }: { document: PolicyDocumentView }) {
  const text = useText(TEXT);
  const { initialScore, characteristics, reasonCodeAlgorithm } = document.scorecard;
  const points = characteristics.flatMap(({ attributes }) =>
    attributes.map(({ partialScore }) => partialScore),
  );
  const most = Math.max(1, ...points.map(Math.abs));
  return (
    <>
      <p className="quiet">
        {text.initial}: {initialScore}. {reasonCodeAlgorithm === 'pointsAbove' ? text.riskier : text.better}
      </p>
      {characteristics.map((characteristic) => (
        <CharacteristicTable key={characteristic.name} {...{ characteristic, document, most }} />
      ))}
    </>
  );
}

interface TableProps {
  readonly characteristic: CharacteristicView;
  readonly document: PolicyDocumentView;
  readonly most: number;
}

function CharacteristicTable({ characteristic, document, most }: TableProps) {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { name, feature, baselineScore, attributes } = characteristic;
  return (
    <table className="bars points">
      <caption>
        {featureName(document, feature)[textKey(language)]}{' '}
        <span className="quiet">
          <code>{name}</code> · {text.baseline} {baselineScore}
        </span>
      </caption>
      <thead className="hidden">
        <tr>
          <th scope="col">{text.value}</th>
          <th scope="col">{text.points}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {attributes.map((attribute) => (
          <tr key={JSON.stringify([attribute.from, attribute.to, attribute.values, attribute.missing])}>
            <th scope="row">{rangeText(attribute, text, (value) => valueText(document, feature, value))}</th>
            <td className="count">{attribute.partialScore}</td>
            <td className="bar">
              <svg width="100%" height="14" aria-hidden="true">
                <rect
                  className={attribute.partialScore < 0 ? 'less' : undefined}
                  width={`${(Math.abs(attribute.partialScore) / most) * 100}%`}
                  height="14"
                  rx="2"
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rangeText(
  { from = null, to = null, values, missing }: CharacteristicView['attributes'][number],
  text: (typeof TEXT)['zh-CN' | 'en'],
  shown: (value: string | number) => string,
): string {
  if (missing === true) return text.missing;
  if (values !== undefined) return values.join(', ');
  if (from === null) return to === null ? text.all : `< ${shown(to)}`;
  return to === null ? `≥ ${shown(from)}` : `${shown(from)} – < ${shown(to)}`;
}

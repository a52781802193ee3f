import type { ReportLanguage } from '@xinqiao/workbench';
import type { Explanation } from './explanation.ts';

const WORDS = {
  outcome: { zh: '结论', en: 'Outcome' },
  APPROVED: { zh: '通过', en: 'approved' },
  DECLINED: { zh: '拒绝', en: 'declined' },
  REFERRED: { zh: '转人工', en: 'referred to a person' },
  asOf: { zh: '日期', en: 'As of' },
  limit: { zh: '额度', en: 'Limit' },
  boundBy: { zh: '受限于', en: 'bound by' },
  rate: { zh: '年利率', en: 'Rate per year' },
  rating: { zh: '评级', en: 'Rating' },
  score: { zh: '评分', en: 'Score' },
  probability: { zh: '违约概率', en: 'Probability of default' },
  initial: { zh: '初始分', en: 'initial score' },
  points: { zh: '各项得分与失分', en: 'Points, and points lost' },
  unscored: { zh: '评分前已有结论，未计分。', en: 'Decided before scoring: no points were counted.' },
  reasons: { zh: '原因', en: 'Reasons' },
  noReason: { zh: '无', en: 'none' },
  pointsLost: { zh: '分', en: 'points' },
  change: { zh: '怎样才会不同', en: 'What would have changed the answer' },
  noChange: {
    zh: '在企业可改变的指标上，没有找到更好的结果。',
    en: 'No change of the figures that the enterprise can move does better.',
  },
  immovable: {
    zh: '策略没有标明企业可改变的指标（influence）。',
    en: 'The policy names no figure that the enterprise can move (influence).',
  },
  cutShort: {
    zh: '搜索提前结束，可能还有更小的改变。',
    en: 'The search ended early: there may be smaller ones.',
  },
  missing: { zh: '缺失的数据', en: 'Missing' },
  notRead: { zh: '策略不读取的项', en: 'Given, but not read by the policy' },
  unknown: { zh: '缺失', en: 'missing' },
} as const;

/** An explanation in lines, for a person. */
export function explanationText(explanation: Explanation, language: ReportLanguage): string {
  const word = (name: keyof typeof WORDS) => WORDS[name][language];
  const { result, characteristics, missing, notRead } = explanation;
  const { outcome, limit, annualRate, rating, score, defaultProbability, policyId, policyVersion } = result;
  const lines = [
    `${policyId} ${policyVersion} · ${word('asOf')} ${explanation.asOf}`,
    `${word('outcome')}: ${word(outcome)}`,
  ];
  if (explanation.boundBy !== null)
    lines.push(
      `${word('limit')}: ${limit} (${word('boundBy')} ${explanation.boundBy.term}: ${explanation.boundBy.source[language]})`,
    );
  if (annualRate !== null) lines.push(`${word('rate')}: ${percent(annualRate)}`);
  if (score !== null) lines.push(`${word('rating')}: ${rating} · ${word('score')}: ${score}`);
  if (defaultProbability !== null) lines.push(`${word('probability')}: ${percent(defaultProbability)}`);

  lines.push('', word('points'));
  if (characteristics === null) lines.push(`  ${word('unscored')}`);
  else {
    lines.push(`  ${word('initial')}  ${explanation.initialScore}`);
    for (const { label, value, points, pointsLost } of characteristics)
      lines.push(
        `  ${label[language]} = ${value ?? word('unknown')}  ${signed(points)}  (${signed(-pointsLost)})`,
      );
  }

  lines.push('', word('reasons'));
  for (const { code, text, pointsLost } of result.reasons)
    lines.push(
      `  ${text[language]} [${code}]${pointsLost > 0 ? ` ${signed(-pointsLost)} ${word('pointsLost')}` : ''}`,
    );
  if (result.reasons.length === 0) lines.push(`  ${word('noReason')}`);

  lines.push('', word('change'));
  for (const { changes, outcome: then, limit: more } of explanation.counterfactuals)
    lines.push(
      `  ${changes.map(({ label, from, to }) => `${label[language]} ${from} → ${to}`).join(' + ')}: ${word(then)}${then === 'APPROVED' ? `, ${word('limit')} ${more}` : ''}`,
    );
  if (explanation.counterfactuals.length === 0)
    lines.push(`  ${word(explanation.canBeMoved ? 'noChange' : 'immovable')}`);
  if (!explanation.exhaustive) lines.push(`  ${word('cutShort')}`);

  if (missing.length > 0)
    lines.push(
      '',
      word('missing'),
      ...missing.map(({ feature, label }) => `  ${label[language]} (${feature})`),
    );
  if (notRead.length > 0) lines.push('', `${word('notRead')}: ${notRead.join(', ')}`);
  return `${lines.join('\n')}\n`;
}

/** A decimal fraction as a percentage, exactly: two places to the right. */
function percent(fraction: string): string {
  const [whole = '0', places = ''] = fraction.split('.');
  const digits = places.padEnd(2, '0');
  const left = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const right = digits.slice(2).replace(/0+$/, '');
  return `${left}${right === '' ? '' : `.${right}`} %`;
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points === 0 ? 0 : points));

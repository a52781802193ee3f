import { describe, expect, it } from 'vitest';
import { compareModels } from '../study/assess.ts';
import { comparisonReport } from './comparison.ts';

const bad = Uint8Array.from({ length: 40 }, (_, at) => Number(at % 4 === 0));
const model = (label: string, wrong: number, isProbability = true) => ({
  label,
  isProbability,
  bad,
  risk: Float64Array.from(bad, (one, at) => (at % wrong === 0 ? 0.3 : 0.1 + 0.6 * one + at / 1000)),
});
const [champion, challenger] = [model('card', 5), model('boosted <1>', 7)];
const reported = (other = challenger, language: 'zh' | 'en' = 'en') =>
  comparisonReport(compareModels(champion, other, bad), [champion, other], 'Card and boosted', language);

describe('comparisonReport', () => {
  it('shows both models beside each other, curves and figures', () => {
    const html = reported();
    expect(html).toContain('<th></th><th>card</th><th>boosted &lt;1&gt;</th>');
    expect(html.match(/<polyline/g)).toHaveLength(6);
    expect(html).toContain('<title>Calibration</title>');
    expect(html).not.toMatch(/<script|https?:|NaN|undefined/);
  });

  it('draws no calibration of what is no probability', () =>
    expect(reported(model('margin', 7, false))).not.toContain('<title>Calibration</title>'));

  it('is all in Chinese where asked', () => {
    const html = reported(challenger, 'zh');
    expect(html).toContain('换入与换出');
    expect(html).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
  });
});

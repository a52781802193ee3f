import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decide } from '../decision/decide.ts';
import { parsePolicy } from './parse-policy.ts';

const guide = (language: string) =>
  readFileSync(
    fileURLToPath(new URL(`../../../../docs/${language}/guides/write-a-policy.md`, import.meta.url)),
    'utf8',
  );
const policyIn = (text: string) => parsePolicy(JSON.parse(/^```json\n(.*?)\n```$/ms.exec(text)?.[1] ?? ''));

describe('the guide on writing a policy', () => {
  it('shows the same policy in both languages, and it is one', () => {
    expect(policyIn(guide('zh-CN'))).toEqual(policyIn(guide('en')));
  });

  it('decides as the guide says', () => {
    const firm = { taxCreditGrade: 'B', vatPayable12: '100000.00', vatSalesGrowth12: '0.05', ownerAge: 40 };
    const { reasons, ...result } = decide(policyIn(guide('en')), firm, '2026-11-21');
    expect(result).toMatchObject({
      outcome: 'APPROVED',
      score: 660,
      rating: 'A',
      limit: '700000.00',
      defaultProbability: '0.022000',
      annualRate: '0.0427',
    });
    expect(reasons.map(({ code, pointsLost }) => [code, pointsLost])).toEqual([['TAX_GRADE_LOW', 40]]);
  });
});

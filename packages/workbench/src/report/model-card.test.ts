import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { study } from '../study/study.ts';
import { madeUpTable } from '../testing/made-up-table.ts';
import { modelCard } from './model-card.ts';
import { summaryOf } from './summary.ts';

const found = study(madeUpTable(300), { folds: 4, repeats: 1, seed: 1 });
const about = { name: 'made-up', data: '`x.csv`', date: '2026-01-01' };
const lines = (text: string, shape: RegExp) => text.split('\n').filter((line) => shape.test(line));

describe.each([
  ['en', 'en'],
  ['zh', 'zh-CN'],
] as const)('the model card in %s', (language, folder) => {
  const card = modelCard(found, about, language);
  const guide = readFileSync(
    new URL(`../../../../docs/${folder}/guides/model-card.md`, import.meta.url),
    'utf8',
  );

  it('leaves the questions in bold that stand in the guide’s template', () => {
    const template = lines(guide, /^\*\*/);
    expect(template).toHaveLength(8);
    expect(lines(card, /^\*\*/)).toEqual(template);
  });

  it('has the headings of the template', () => {
    const template = lines(guide.slice(guide.indexOf('```markdown')), /^## /);
    expect(lines(card, /^## /)).toEqual(template);
  });

  it('has area, Gini and KS', () => {
    const { auc, gini, ks } = summaryOf(found);
    for (const row of [`| AUC | ${auc} `, `| Gini | ${gini} |`, `| KS | ${ks} |`])
      expect(card).toContain(row);
  });
});

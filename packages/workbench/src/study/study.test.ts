import { describe, expect, it } from 'vitest';
import { reportOf } from '../report/html.ts';
import { modelCard } from '../report/model-card.ts';
import { summaryOf } from '../report/summary.ts';
import { madeUpTable } from '../testing/made-up-table.ts';
import { study } from './study.ts';

const options = { folds: 4, repeats: 1, seed: 1 };
const found = study(madeUpTable(600), { ...options, groups: ['group'] });

describe('study', () => {
  it('finds the columns that matter', () => {
    const { selected, dropped } = summaryOf(found);
    expect(selected).toEqual(expect.arrayContaining(['debt', 'months', 'sector']));
    expect(dropped.map(({ name }) => name)).toContain('city');
  });

  it('gives the same result for the same seed, another split for another', () => {
    const again = study(madeUpTable(600), { ...options, groups: ['group'] });
    expect(summaryOf(again)).toEqual(summaryOf(found));
    const other = study(madeUpTable(600), { ...options, seed: 2, groups: ['group'] });
    expect(other.validation.auc).not.toBe(found.validation.auc);
  });

  it('promises no area for a target that is chance', () => {
    const table = madeUpTable(600, 3);
    const bad = table.bad.map((_, row) => Number(row % 4 === 0));
    // Everything in it is chance: out of fold nothing holds, or next to nothing.
    let auc = 0.5;
    try {
      auc = study({ ...table, bad }, options).validation.auc;
    } catch (error) {
      expect(error).toMatchObject({ code: 'NOTHING_TO_FIT' });
    }
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.08);
  });

  it('names a rating that was given with hindsight, and no honest column', () => {
    expect(found.leaks).toEqual([]);
    const leaking = study(madeUpTable(600, 1, { exclude: [] }), options);
    expect(leaking.leaks.map(({ name }) => name)).toEqual(['rating']);
  });

  it('lets no excluded column and no group in', () => {
    const names = found.scorecard.candidates.map(({ feature }) => feature.column.name);
    expect(names).not.toContain('rating');
    expect(names).not.toContain('group');
    expect(found.fairness.group!.map(({ group }) => group)).toEqual(['f', 'm']);
  });

  it('is calibrated on rows it has not seen', () => {
    expect(found.calibration.slope).toBeGreaterThan(0.6);
    expect(found.calibration.slope).toBeLessThan(1.6);
    expect(found.validation.calibrationError).toBeLessThan(0.1);
  });

  it('tries the latest rows on a scorecard of the others', () => {
    expect(found.time).toMatchObject({ by: null, earlier: 420, later: 180 });
    expect(found.time.auc).toBeGreaterThan(0.65);
    expect(found.time.psi).toBeLessThan(0.25);
  });

  it.each([
    [{ folds: 1 }, 'OPTION_INVALID'],
    [{ folds: 50 }, 'TARGET_INVALID'],
    [{ time: 'sector' }, 'OPTION_INVALID'],
    [{ time: 'nowhere' }, 'COLUMN_UNKNOWN'],
    [{ parcellingFactor: 0.5 }, 'OPTION_INVALID'],
  ])('refuses %j', (wrong, code) => {
    const table = madeUpTable(100);
    table.bad.fill(-1, 90);
    expect(() => study(table, { ...options, ...wrong })).toThrow(expect.objectContaining({ code }));
  });
});

describe('reject inference', () => {
  it('raises the risk that is expected, with its factor', () => {
    const withRefused = (parcellingFactor?: number) => {
      const table = madeUpTable(400);
      table.bad.fill(-1, 300);
      return study(table, { ...options, ...(parcellingFactor === undefined ? {} : { parcellingFactor }) });
    };
    const [plain, inferred] = [withRefused(), withRefused(2)];
    expect(plain.refused).toBe(100);
    expect(inferred.scorecard.intercept).toBeLessThan(plain.scorecard.intercept);
    expect(inferred.validation.risk).toHaveLength(300);
  });
});

describe('the report', () => {
  const html = reportOf(found, 'Made-up <table>', []);

  it('fetches nothing and runs nothing', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:/i);
    expect(html).toContain('Made-up &lt;table&gt;');
  });

  it('is in one language: no Chinese in English, no English sentence in Chinese', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).not.toMatch(/\p{Script=Han}/u);
    const chinese = reportOf(found, '报告', [], 'zh');
    expect(chinese).toContain('<html lang="zh-CN">');
    expect(chinese).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
  });

  it('has the plots: ROC, KS, calibration, scores, PSI, and the bins of each characteristic', () => {
    for (const title of ['ROC', 'Kolmogorov–Smirnov', 'Calibration', 'Scores', 'PSI'])
      expect(html).toContain(`<title>${title}</title>`);
    for (const { fitted } of found.scaled.characteristics)
      expect(html).toContain(`<title>${fitted.fit.feature.column.name}</title>`);
    expect(html).not.toContain('NaN');
    expect(html).not.toContain('undefined');
  });
});

describe('the model card', () => {
  it('has the figures, and questions where no program can answer', () => {
    const card = modelCard(found, { name: 'made-up', data: 'made-up rows', date: '2026-01-01' });
    expect(card).toContain(`| AUC | ${summaryOf(found).auc} `);
    expect(card).toContain('`debt`');
    expect(card.match(/\*\*.*\?.*\*\*/g)!.length).toBeGreaterThanOrEqual(3);
    expect(card).not.toMatch(/NaN|undefined/);
  });

  it('is in one language', () => {
    const about = { name: 'made-up', data: '`x.csv`', date: '2026-01-01' };
    expect(modelCard(found, about)).not.toMatch(/\p{Script=Han}/u);
    const chinese = modelCard(found, about, 'zh');
    expect(chinese).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
    expect(chinese.match(/\*\*.*？\*\*/g)!.length).toBeGreaterThanOrEqual(3);
  });
});

import { describe, expect, it } from 'vitest';
import { policyOf } from '../policy/policy-document.ts';
import { reportOf } from '../report/html.ts';
import { modelCard } from '../report/model-card.ts';
import { summaryOf } from '../report/summary.ts';
import { parseCsv } from '../table/parse-csv.ts';
import { tableOf } from '../table/read-table.ts';
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
    [{ folds: 50 }, 'OPTION_INVALID'],
    [{ folds: 2.5 }, 'OPTION_INVALID'],
    [{ repeats: 1.5 }, 'OPTION_INVALID'],
    [{ groups: ['nowhere'] }, 'COLUMN_UNKNOWN'],
    [{ time: 'sector' }, 'OPTION_INVALID'],
    [{ time: 'nowhere' }, 'COLUMN_UNKNOWN'],
    [{ parcellingFactor: 0.5 }, 'OPTION_INVALID'],
  ])('refuses %j', (wrong, code) => {
    const table = madeUpTable(100);
    table.bad.fill(-1, 90);
    expect(() => study(table, { ...options, ...wrong })).toThrow(expect.objectContaining({ code }));
  });
});

describe('a table of few bad rows', () => {
  it('is refused with the folds that it carries', () => {
    const table = madeUpTable(60);
    table.bad.forEach((_, row) => {
      table.bad[row] = Number(row < 9);
    });
    expect(() => study(table, { ...options, folds: 5 })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', place: expect.stringContaining('--folds 4') }),
    );
  });

  it('has a copy of its outcome named', () => {
    const lines = Array.from({ length: 3000 }, (_, row) => {
      const bad = row % 150 === 7;
      return `${(row * 37) % 101},${bad ? 'overdue' : 'paid'},${(row * 53) % 97 < (bad ? 60 : 97) ? 1 : 2},${Number(bad)}`;
    });
    const table = tableOf(parseCsv(['a,status,b,y', ...lines].join('\n')), { target: 'y' });
    expect(study(table, options).leaks).toMatchObject([{ name: 'status', rule: 'NEAR_PERFECT' }]);
  });
});

describe('a scorecard that tells nothing of rows not seen', () => {
  const table = madeUpTable(80, 3, { exclude: ['rating', 'debt', 'months', 'sector'] });
  const worthless = study(table, options);

  it('has its slope shown as it is, with an alarm', () => {
    expect(worthless.calibration.slope).toBeLessThan(0);
    const { slope, flat } = summaryOf(worthless).calibration;
    expect({ slope, flat }).toEqual({ slope: Number(worthless.calibration.slope.toFixed(4)), flat: true });
    const card = modelCard(worthless, { name: 'made-up', data: 'made-up rows', date: '2026-01-01' });
    expect(card).toContain('Calibration alarm');
  });

  it('gives a policy in which everyone has the probability of the whole', () => {
    const policy = policyOf(worthless.scaled, worthless.rows, {
      ...{ policyId: 'made-up', name: { zh: '虚构', en: 'Made up' }, validFrom: '2026-01-01' },
      ...{ calibration: worthless.curve, source: { zh: '虚构', en: 'Made up' } },
    });
    const share = worthless.bad.reduce((sum, one) => sum + one, 0) / worthless.bad.length;
    for (const { probability } of policy.defaultProbability!.knots)
      expect(Number(probability)).toBeCloseTo(share, 6);
  });
});

describe('a value that few rows have', () => {
  it('is used where it tells much: one row in eighty', () => {
    const lines = Array.from({ length: 4800 }, (_, row) => {
      const bankrupt = row % 80 === 3;
      const bad = bankrupt ? row % 5 < 3 : (row * 53) % 101 < 8;
      return `${(row * 37) % 103},${Number(bankrupt)},${Number(bad)}`;
    });
    const table = tableOf(parseCsv(['a,bankrupt,y', ...lines].join('\n')), { target: 'y' });
    expect(summaryOf(study(table, options)).selected).toContain('bankrupt');
  });
});

describe('a table of which nothing is left to fit', () => {
  it('is refused with what was left out, and why', () => {
    const lines = Array.from({ length: 200 }, (_, row) => `5,${(row * 37) % 101},${row % 2}`);
    const table = tableOf(parseCsv(['five,chance,y', ...lines].join('\n')), { target: 'y' });
    expect(() => study(table, options)).toThrow(
      expect.objectContaining({
        code: 'NOTHING_TO_FIT',
        place: expect.stringMatching(/five: CONSTANT; chance: \w+/),
      }),
    );
  });
});

describe('reject inference', () => {
  it('is refused where no outcome is missing', () => {
    expect(() => study(madeUpTable(100), { ...options, parcellingFactor: 2 })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }),
    );
  });

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

  it('says of which rows a part is: curves of rows not seen, scores and bins of those it was fitted on', () => {
    const heading = (title: string) => {
      const found = html.slice(0, html.indexOf(`<title>${title}</title>`)).match(/<h2>[^<]+<.h2>/g);
      return found!.at(-1);
    };
    for (const title of ['ROC', 'Kolmogorov–Smirnov', 'Calibration'])
      expect(heading(title)).toContain('of rows not seen');
    for (const title of ['Scores', found.scaled.characteristics[0]!.fitted.fit.feature.column.name])
      expect(heading(title)).toContain('of the rows it was fitted on');
    expect(html).not.toContain('Every figure');
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
  it('has the figures and the features', () => {
    const card = modelCard(found, { name: 'made-up', data: 'made-up rows', date: '2026-01-01' });
    expect(card).toContain(`| AUC | ${summaryOf(found).auc} `);
    expect(card).toContain('`debt`');
    expect(card).not.toMatch(/NaN|undefined/);
  });

  it('is in one language', () => {
    const about = { name: 'made-up', data: '`x.csv`', date: '2026-01-01' };
    expect(modelCard(found, about)).not.toMatch(/\p{Script=Han}/u);
    const chinese = modelCard(found, about, 'zh');
    expect(chinese).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
  });
});

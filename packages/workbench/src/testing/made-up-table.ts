import { logistic } from '../model/elastic-net.ts';
import { randomFrom } from '../random/random.ts';
import { parseCsv } from '../table/parse-csv.ts';
import { type Table, type TableOptions, tableOf } from '../table/read-table.ts';

/**
 * Applicants of whom everything is known: the risk rises with `debt`, falls with `months`, depends on `sector`, and
 * not on `noise`. `rating` is given with hindsight, `city` has as many categories as there is noise in it.
 */
export function madeUpCsv(rows: number, seed = 1): string {
  const random = randomFrom(seed);
  const lines = ['debt,months,sector,noise,city,rating,group,outcome'];
  for (let row = 0; row < rows; row++) {
    const debt = random();
    const months = Math.floor(random() * 60);
    const sector = ['trade', 'farm', 'build'][Math.floor(random() * 3)]!;
    const risk = logistic(-1.2 + 3 * (debt - 0.5) - 0.04 * (months - 30) + (sector === 'build' ? 0.8 : 0));
    const bad = random() < risk;
    const rating = random() < 0.97 === bad ? 'D' : 'A';
    const cells = [
      random() < 0.1 ? '' : debt.toFixed(3),
      months,
      sector,
      Math.floor(random() * 1000),
      `city ${Math.floor(random() * 40)}`,
      rating,
      random() < 0.5 ? 'f' : 'm',
      bad ? 'bad' : 'good',
    ];
    lines.push(cells.join(','));
  }
  return `${lines.join('\n')}\n`;
}

export const madeUpTable = (rows: number, seed = 1, options: Partial<TableOptions> = {}): Table =>
  tableOf(parseCsv(madeUpCsv(rows, seed)), {
    target: 'outcome',
    bad: 'bad',
    exclude: ['rating'],
    ...options,
  });

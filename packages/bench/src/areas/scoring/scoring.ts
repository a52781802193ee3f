import { deepStrictEqual } from 'node:assert';
import type { PolicyResult } from '@xinqiao/contracts';
import { compilePolicy, decide, SHUI_RONG_TONG_2026_1 } from '@xinqiao/scoring';
import { type Area, findings } from '../../area.ts';
import { measure } from '../../harness/measure.ts';
import { applicants } from './applicants.ts';
import { AS_OF, deciding, differences, engines } from './contenders.ts';
import { p99 } from './latency.ts';
import { decidePlainly, type PlainResult, plainApplicant } from './plain-policy.ts';
import { duckDbPortfolio } from './portfolio/duckdb.ts';
import { postgresPortfolio } from './portfolio/postgres.ts';

/** Applicants of 税融通 compared before anything is measured. */
const COMPARED = 10_000;
/** Applicants of the model compared, by every engine; they are decided about again and again. */
const MEASURED = 2_000;
/** Portfolio, in thousands of firms. */
const THOUSANDS = 1_000;

/** Every way of deciding by 税融通 must agree before its speed means anything. @throws {AssertionError} */
export function assertSameDecisions(count: number, seed?: number): void {
  const compiled = compilePolicy(SHUI_RONG_TONG_2026_1);
  for (const indicators of applicants(count, seed)) {
    const plain = decidePlainly(plainApplicant(indicators));
    const decided = decide(SHUI_RONG_TONG_2026_1, indicators, AS_OF);
    deepStrictEqual(compiled.decide(compiled.read(indicators), AS_OF), decided, JSON.stringify(indicators));
    deepStrictEqual(
      // Whole yuan as money is written on the wire: compared as text, cent for cent.
      { ...plain, limit: `${plain.limit}.00` },
      comparable(decided),
      JSON.stringify(indicators),
    );
  }
}

const comparable = ({
  outcome,
  limit,
  annualRate,
  rating,
  score,
  reasons,
  missing,
}: PolicyResult): Omit<PlainResult, 'limit'> & Pick<PolicyResult, 'limit'> => ({
  outcome,
  limit,
  annualRate,
  rating,
  score,
  reasons: reasons.flatMap(({ code, pointsLost }) => [code, pointsLost]),
  missing,
});

export const scoringArea: Area = {
  about:
    'one decision with its ranked reasons beside zen-engine, json-rules-engine and code by hand; a million firms in DuckDB and PostgreSQL',
  async run(seconds) {
    assertSameDecisions(COMPARED);
    const { all, close } = engines(MEASURED);
    const different = await differences(all, MEASURED);
    const rates = await measure(
      all.map((engine) => deciding(engine, MEASURED)),
      seconds,
    );
    const p99Microseconds: Record<string, number> = {};
    for (const { name, decide: one, step } of all)
      p99Microseconds[name] = await p99(step * 100, (call) => one(call % MEASURED));
    close();

    const duckDb = await duckDbPortfolio(THOUSANDS, AS_OF);
    const postgres = await postgresPortfolio(THOUSANDS, AS_OF);
    const tenfold =
      process.env.XINQIAO_BENCH_TEN_MILLION === '1'
        ? {
            tenMillion: {
              duckDb: await duckDbPortfolio(10 * THOUSANDS, AS_OF),
              postgres: await postgresPortfolio(10 * THOUSANDS, AS_OF),
            },
          }
        : {};
    const measured = findings(rates, [
      ['compiled policy', 'zen-engine'],
      ['compiled policy', 'zen-engine, not read beforehand'],
      ['compiled policy', 'json-rules-engine'],
      ['compiled policy', 'written by hand, BigInt'],
      ['compiled policy', 'written by hand, numbers'],
      ['税融通 compiled', '税融通 in plain numbers'],
    ]);
    const ratioTo = (name: string) => measured.ratios.find(({ to }) => to === name)!.median;
    return {
      ...measured,
      figures: {
        compiledToZen: ratioTo('zen-engine'),
        compiledToHandWritten: ratioTo('written by hand, BigInt'),
        portfolioFirmsPerSecond: duckDb.firmsPerSecond,
        mismatches: different + duckDb.mismatches + postgres.mismatches,
        p99Microseconds,
        portfolio: { duckDb, postgres },
        ...tenfold,
      },
    };
  },
};

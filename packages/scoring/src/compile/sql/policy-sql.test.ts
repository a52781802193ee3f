import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../decision/decide.ts';
import { parsePolicy } from '../../policy/parse-policy.ts';
import { openDuckDb, openPostgres, type PolicyDatabase } from '../../testing/databases.ts';
import { policyDocument, scorecard } from '../../testing/policy-document.ts';
import { randomPolicy } from '../../testing/random-policy.ts';
import { takeCensus } from '../../watch/census.ts';
import { compilePolicy } from '../compile-policy.ts';
import { censusSql } from './census-sql.ts';
import { quoted } from './expressions.ts';
import { policySql } from './policy-sql.ts';

const DAY = '2026-11-21';
/** Decisions compared, by every engine; `XINQIAO_DIFFERENTIAL=1000000` for a run that means it. */
const DECISIONS = Number(process.env.XINQIAO_DIFFERENTIAL ?? 2_000);
const FIRST_SEED = Number(process.env.XINQIAO_DIFFERENTIAL_SEED ?? 1);
const APPLICANTS = DECISIONS > 100_000 ? 400 : 25;

let databases: PolicyDatabase[] = [];
beforeAll(async () => {
  databases = [await openDuckDb(), await openPostgres()];
});
afterAll(async () => {
  for (const database of databases) await database.close();
});

describe('a policy as SQL', () => {
  it(
    'decides in DuckDB and in PostgreSQL as the policy and the compiled function do, to the cent and to the reason',
    async () => {
      for (let place = 0; place < DECISIONS / APPLICANTS; place++) {
        const seed = FIRST_SEED + place;
        const { document, applicant } = randomPolicy(seed);
        const policy = parsePolicy(document);
        const compiled = compilePolicy(policy);
        const sql = policySql(policy, 'applicant');
        const applicants = Array.from({ length: APPLICANTS }, applicant);
        const records = applicants.map(compiled.read);
        const wanted = applicants.map((one) => decide(policy, one, DAY));
        expect(
          records.map((record) => compiled.decide(record, DAY)),
          `compiled, seed ${seed}`,
        ).toEqual(wanted);
        for (const database of databases) {
          const rows = await database.run(sql, records);
          expect(rows.map(sql.readRow), `${database.name}, seed ${seed}`).toEqual(wanted);
        }
      }
    },
    60_000 + DECISIONS * 10,
  );

  it.each(['applicant; DROP TABLE applicant', 'a b', '', '"applicant"', 'a.b.c', '1a'])(
    'refuses %j as the name of a table',
    (table) => {
      expect(() => policySql(parsePolicy(policyDocument()), table)).toThrow(RangeError);
    },
  );

  it('refuses features that are one column to DuckDB, which does not tell capital letters apart', () => {
    const number = (name: string) => ({
      name,
      definition: { unit: 'COUNT' as const, name: { zh: '数', en: 'Number' } },
      missing: 'REFER' as const,
    });
    const rule = (feature: string) => ({
      id: `rule-${feature.toLowerCase()}-${feature === 'ab' ? 1 : 2}`,
      feature,
      test: { atLeast: 1 },
      onFail: 'DECLINE' as const,
      reasonCode: 'TOO_YOUNG',
      reference: 'test',
    });
    const { features } = policyDocument();
    const rest = { features: features.filter(({ name }) => name !== 'ageMonths') };
    const of = (...names: string[]) =>
      parsePolicy(
        policyDocument({ features: [...rest.features, ...names.map(number)], admission: names.map(rule) }),
      );
    expect(() => policySql(of('ab', 'aB'), 'applicant')).toThrow(RangeError);
    expect(() => policySql(of('ID'), 'applicant')).toThrow(RangeError);
    expect(() => policySql(of('ab'), 'applicant')).not.toThrow();
  });

  it('refuses a cap so large that a database would not divide it exactly', () => {
    const { limit } = policyDocument();
    const [tax] = limit.leastOf;
    const cap = { name: 'cap', amount: '1000000000000000.00', reference: 'test' };
    expect(() =>
      policySql(parsePolicy(policyDocument({ limit: { ...limit, leastOf: [tax!, cap] } })), 'applicant'),
    ).toThrow(RangeError);
  });

  it.each(['on', 'off'])(
    'a category means itself, whatever a server takes a backslash for: standard_conforming_strings = %s',
    async (setting) => {
      const names = ['\\', "\\'; DROP TABLE applicant; --", "a\\'", "''", '🌾\u2028', '\\\\x', 'E'];
      for (const database of databases) {
        if (database.name === 'PostgreSQL')
          await database.query(`SET standard_conforming_strings = ${setting}`);
        const rows = await database.query(
          `SELECT ${names.map((name, at) => `${quoted(name)} AS n${at}`).join(', ')}`,
        );
        expect(names.map((_, at) => rows[0]![`n${at}`])).toEqual(names);
        if (database.name === 'PostgreSQL') await database.query('SET standard_conforming_strings = on');
      }
    },
  );

  const FIRM = { ageMonths: 60, taxCreditGrade: 'A', vatPayable12: '90000.00', vatSalesGrowth12: '-0.2' };
  const { limit, price } = policyDocument();

  it('decides where no rating is admitted, and numbers by rating have no values', async () => {
    const none = {
      product: { of: { feature: 'vatPayable12', multiple: '5' }, factors: [{ numberByRating: {} }] },
    };
    const policy = parsePolicy(
      policyDocument({
        rating: [{ rating: 'C', from: null, admitted: false }],
        limit: {
          ...limit,
          leastOf: [
            { name: 'tax', ...none, reference: 'test' },
            { name: 'cap', capByRating: {}, reference: 'test' },
          ],
        },
        price: { ...price, annualRateByRating: {} } as typeof price,
      }),
    );
    const [compiled, sql, wanted] = [
      compilePolicy(policy),
      policySql(policy, 'applicant'),
      decide(policy, FIRM, DAY),
    ];
    const record = compiled.read(FIRM);
    expect(compiled.decide(record, DAY)).toEqual(wanted);
    for (const database of databases)
      expect((await database.run(sql, [record])).map(sql.readRow), database.name).toEqual([wanted]);
  });

  it('of a thousand characteristics, the most there can be, runs in DuckDB, and so does its census', async () => {
    const { characteristics, ...rest } = scorecard();
    const all = Array.from({ length: 1000 }, (_, index) => ({ ...characteristics[1]!, name: `c${index}` }));
    const { features, rating } = policyDocument();
    const policy = parsePolicy(
      policyDocument({
        features: features.filter(({ name }) => name !== 'taxCreditGrade'),
        scorecard: { ...rest, characteristics: all },
        rating: rating.map((band) => ({ ...band, from: band.from === null ? null : band.from * 200 })),
      }),
    );
    const [duckDb] = databases;
    const sql = policySql(policy, 'applicant');
    const rows = await duckDb!.run(sql, [compilePolicy(policy).read(FIRM)]);
    expect(rows.map(sql.readRow)).toEqual([decide(policy, FIRM, DAY)]);
    const census = censusSql(policy, 'applicant');
    expect(census.readCensus(await duckDb!.query(census.select))).toEqual(takeCensus(policy, [FIRM]));
  });

  it('says nothing of categories but between quotes, theirs doubled', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { select } = policySql(parsePolicy(randomPolicy(seed).document), 'applicant');
      const outside = select.replaceAll(/'(?:[^']|'')*'/g, '');
      expect(outside).toMatch(/^[\w\s(),.+*/%&<>=|"-]*$/);
      expect(outside).not.toMatch(/甲|--|\/\*/);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { decide } from '../decision/decide.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { randomPolicy } from '../testing/random-policy.ts';
import { compilePolicy } from './compile-policy.ts';

const DAY = '2026-11-21';
/** Decisions compared; `XINQIAO_DIFFERENTIAL=2000000` for a run that means it, each seed a policy of its own. */
const DECISIONS = Number(process.env.XINQIAO_DIFFERENTIAL ?? 6_000);
const FIRST_SEED = Number(process.env.XINQIAO_DIFFERENTIAL_SEED ?? 1);
const APPLICANTS = DECISIONS > 100_000 ? 200 : 20;

describe('a compiled policy', () => {
  it(
    'decides as the policy does, to the cent and to the reason, whatever the policy',
    () => {
      const outcomes = new Map<string, number>();
      for (let place = 0; place < DECISIONS / APPLICANTS; place += 1) {
        const seed = FIRST_SEED + place;
        const { document, applicant } = randomPolicy(seed);
        const policy = parsePolicy(document);
        const compiled = compilePolicy(policy);
        for (let n = 0; n < APPLICANTS; n += 1) {
          const one = applicant();
          const wanted = decide(policy, one, DAY);
          const made = compiled.decide(compiled.read(one), DAY);
          // Byte for byte: the keys in the same order too. An expectation for each of millions would take too long.
          const [bytes, meant] = [JSON.stringify(made), JSON.stringify(wanted)];
          if (bytes !== meant) expect(bytes, `seed ${seed}, ${JSON.stringify(one)}`).toBe(meant);
          outcomes.set(made.outcome, 1 + (outcomes.get(made.outcome) ?? 0));
        }
      }
      for (const outcome of ['APPROVED', 'REFERRED', 'DECLINED'])
        expect(outcomes.get(outcome)).toBeGreaterThan(DECISIONS / 100);
    },
    60_000 + DECISIONS * 5,
  );
});

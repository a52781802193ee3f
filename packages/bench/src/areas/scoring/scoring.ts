import { deepStrictEqual } from 'node:assert';
import type { PolicyResult } from '@xinqiao/contracts';
import { decide, SHUI_RONG_TONG_2026_1 } from '@xinqiao/scoring';
import { type Area, findings } from '../../area.ts';
import { type Contender, measure } from '../../harness/measure.ts';
import { applicants } from './applicants.ts';
import { decidePlainly, type PlainResult, plainApplicant } from './plain-policy.ts';

const AS_OF = '2026-11-21';
/** Applicants compared before anything is measured; then the first of them are decided again and again. */
const COMPARED = 10_000;
const MEASURED = 2_000;
/** Decisions between two looks at the clock. */
const STEP = 200;

/** Both ways of deciding must agree before their speed means anything. @throws {AssertionError} */
export function assertSameDecisions(count: number, seed?: number): void {
  for (const indicators of applicants(count, seed)) {
    const plain = decidePlainly(plainApplicant(indicators));
    deepStrictEqual(
      // Whole yuan as money is written on the wire: compared as text, cent for cent.
      { ...plain, limit: `${plain.limit}.00` },
      comparable(decide(SHUI_RONG_TONG_2026_1, indicators, AS_OF)),
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

/** Decides about one applicant after the other, and round again. Results are counted, so that none is optimised away. */
function deciding<T>(name: string, all: readonly T[], decideOne: (one: T) => { outcome: string }): Contender {
  const counted = { next: 0, approved: 0 };
  return {
    name,
    run() {
      for (let done = 0; done < STEP; done++) {
        const one = all[counted.next++ % all.length];
        if (one !== undefined && decideOne(one).outcome === 'APPROVED') counted.approved++;
      }
      return STEP;
    },
  };
}

export const scoringArea: Area = {
  about:
    'one decision of 税融通 2026-1 with its reasons, beside the same policy written out in plain numbers',
  async run(seconds) {
    assertSameDecisions(COMPARED);
    const all = applicants(MEASURED);
    const rates = await measure(
      [
        deciding('decision', all, (indicators) => decide(SHUI_RONG_TONG_2026_1, indicators, AS_OF)),
        deciding('decision in plain numbers', all.map(plainApplicant), decidePlainly),
      ],
      seconds,
    );
    return findings(rates, [['decision', 'decision in plain numbers']]);
  },
};

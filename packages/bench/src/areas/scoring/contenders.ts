import { isDeepStrictEqual } from 'node:util';
import { compilePolicy, decide, SHUI_RONG_TONG_2026_1 } from '@xinqiao/scoring';
import type { Contender } from '../../harness/measure.ts';
import { applicants } from './applicants.ts';
import { modelApplicants, writtenApplicant } from './model/applicants.ts';
import { MODEL_POLICY } from './model/policy.ts';
import { asModelResult, type ModelResult } from './model/result.ts';
import { byHand } from './peers/by-hand.ts';
import { jsonRulesEngine } from './peers/json-rules.ts';
import { forZen, zenEngine } from './peers/zen.ts';
import { decidePlainly, plainApplicant } from './plain-policy.ts';

export const AS_OF = '2026-11-21';

/** One way of deciding, its input parsed as it likes to have it. */
export interface Engine {
  readonly name: string;
  /** Decides about the applicant of this place. */
  decide(place: number): unknown;
  /** The same as the model’s result; absent where another policy is decided by. */
  result?(place: number): Promise<ModelResult>;
  /** Decisions between two looks at the clock: some milliseconds. */
  readonly step: number;
}

/** Every engine, on the same applicants. */
export function engines(count: number): { readonly all: readonly Engine[]; close(): void } {
  const model = modelApplicants(count);
  const written = model.map(writtenApplicant);
  const compiled = compilePolicy(MODEL_POLICY);
  const records = written.map(compiled.read);
  const [exact, floats] = [byHand('BigInt'), byHand('number')];
  const [zen, zenByObject] = [zenEngine('CONTENT'), zenEngine('OBJECT')];
  const zenInputs = model.map(forZen);
  const rules = jsonRulesEngine();
  const ofPolicy = (
    name: string,
    step: number,
    run: (place: number) => ReturnType<typeof decide>,
  ): Engine => ({
    name,
    step,
    decide: run,
    result: async (place) => asModelResult(run(place)),
  });
  const ofModel = (
    name: string,
    step: number,
    run: (place: number) => ModelResult | Promise<ModelResult>,
  ): Engine => ({
    name,
    step,
    decide: run,
    result: async (place) => run(place),
  });

  const firms = applicants(count);
  const tax = compilePolicy(SHUI_RONG_TONG_2026_1);
  const taxRecords = firms.map(tax.read);
  const plain = firms.map(plainApplicant);
  return {
    all: [
      ofPolicy('compiled policy', 200, (place) => compiled.decide(records[place]!, AS_OF)),
      ofPolicy('policy in decimals', 20, (place) => decide(MODEL_POLICY, written[place]!, AS_OF)),
      ofModel('written by hand, BigInt', 200, (place) => exact(model[place]!)),
      ofModel('written by hand, numbers', 200, (place) => floats(model[place]!)),
      ofModel('zen-engine', 10, (place) => zen.run(zenInputs[place]!)),
      ofModel('zen-engine, not read beforehand', 10, (place) => zenByObject.run(zenInputs[place]!)),
      ofModel('json-rules-engine', 2, (place) => rules.run(model[place]!)),
      { name: '税融通 compiled', step: 200, decide: (place) => tax.decide(taxRecords[place]!, AS_OF) },
      {
        name: '税融通 read and compiled',
        step: 100,
        decide: (place) => tax.decide(tax.read(firms[place]!), AS_OF),
      },
      {
        name: '税融通 in decimals',
        step: 20,
        decide: (place) => decide(SHUI_RONG_TONG_2026_1, firms[place]!, AS_OF),
      },
      { name: '税融通 in plain numbers', step: 200, decide: (place) => decidePlainly(plain[place]!) },
    ],
    close() {
      zen.close();
      zenByObject.close();
    },
  };
}

/** Decides about one applicant after the other, and round again; what is decided stays reachable. */
export function deciding({ name, decide: one, step }: Engine, count: number): Contender {
  const state: { next: number; last: unknown } = { next: 0, last: undefined };
  return {
    name,
    async run() {
      for (let done = 0; done < step; done++) {
        const result = one(state.next++ % count);
        state.last = result instanceof Promise ? await result : result;
      }
      return step;
    },
  };
}

/** Answers of all engines of the model that are not the first one’s, rank for rank. */
export async function differences(all: readonly Engine[], count: number): Promise<number> {
  const comparable = all.filter(({ result }) => result !== undefined);
  let found = 0;
  for (let place = 0; place < count; place++) {
    const [first, ...others] = await Promise.all(comparable.map((engine) => engine.result!(place)));
    found += others.filter((other) => !isDeepStrictEqual(other, first)).length;
  }
  return found;
}

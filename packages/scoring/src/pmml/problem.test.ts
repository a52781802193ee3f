import { describe, expect, it } from 'vitest';
import { POLICY_PROBLEMS } from '../policy/index.ts';
import { PMML_PROBLEMS } from './problem.ts';

describe('why a document is refused', () => {
  it.each([...Object.entries(POLICY_PROBLEMS), ...Object.entries(PMML_PROBLEMS)])(
    '%s: whole sentences in both languages, also without more words behind them',
    (_, { zh, en }) => {
      expect(zh).toMatch(/。$/);
      expect(en).toMatch(/\.$/);
    },
  );
});

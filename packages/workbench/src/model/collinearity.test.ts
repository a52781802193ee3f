import { describe, expect, it } from 'vitest';
import { correlations, varianceInflation, withoutCollinear } from './collinearity.ts';

const column = (...figures: number[]) => Float64Array.from(figures);

describe('correlations', () => {
  it('by hand: 1, 2, 3 with 1, 3, 2 is ½', () => {
    expect(correlations([column(1, 2, 3), column(1, 3, 2)])[0]![1]).toBeCloseTo(0.5, 12);
  });

  it('is 0 with a constant', () => expect(correlations([column(1, 1, 1), column(1, 3, 2)])[0]![1]).toBe(0));
});

describe('varianceInflation · Marquardt 1970', () => {
  it('by hand: of two with correlation 0.6 it is 1 / (1 − 0.36)', () => {
    expect(
      varianceInflation([
        [1, 0.6],
        [0.6, 1],
      ])[0],
    ).toBeCloseTo(1 / 0.64, 12);
  });

  it('is infinite for a combination of others', () => {
    const [a, b] = [column(1, 0, 1, 0), column(1, 1, 0, 0)];
    expect(varianceInflation(correlations([a, b, a.map((x, at) => x + b[at]!)]))[2]).toBe(Infinity);
  });
});

describe('withoutCollinear', () => {
  const limits = { mostCorrelation: 0.9, mostInflation: 10 };

  it('keeps the stronger of two that say the same', () => {
    const twins = [
      { name: 'weak', strength: 1, figures: column(1, 2, 3, 4) },
      { name: 'strong', strength: 2, figures: column(1, 2, 3, 5) },
      { name: 'other', strength: 0.5, figures: column(1, -1, -1, 1) },
    ];
    const { kept, dropped } = withoutCollinear(twins, limits);
    expect(kept.map(({ name }) => name)).toEqual(['strong', 'other']);
    expect(dropped).toEqual([{ name: 'weak', reason: 'CORRELATED', detail: 'strong' }]);
  });

  it('drops the weakest of three of which one is the sum of two', () => {
    const [a, b] = [column(1, 0, 1, 0, 3), column(1, 1, 0, 0, -1)];
    const three = [
      { name: 'a', strength: 3, figures: a },
      { name: 'b', strength: 2, figures: b },
      { name: 'sum', strength: 1, figures: a.map((x, at) => x + b[at]!) },
    ];
    const { kept, dropped } = withoutCollinear(three, { ...limits, mostCorrelation: 0.999 });
    expect(kept.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(dropped[0]).toMatchObject({ name: 'sum', reason: 'COLLINEAR' });
  });
});

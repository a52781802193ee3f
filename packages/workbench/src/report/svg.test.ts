import { describe, expect, it } from 'vitest';
import { barPlot, escapeHtml, linePlot, ticksOf } from './svg.ts';

describe('ticksOf', () => {
  it.each([
    [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, 100, [0, 20, 40, 60, 80, 100]],
    [-0.7, 1.2, [-0.5, 0, 0.5, 1]],
  ])('of %d to %d', (low, high, ticks) => expect(ticksOf(low, high)).toEqual(ticks));
});

describe('plots', () => {
  const labels = { xLabel: 'x', yLabel: 'y' };

  it('draw a line through its points, the corners in the corners', () => {
    const plot = linePlot(
      't',
      [
        {
          label: 'a',
          points: [
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ],
        },
      ],
      labels,
    );
    expect(plot).toContain('points="54.0,280.0 448.0,44.0"');
  });

  it('draw a bar for each height, below the line where it is negative', () => {
    const plot = barPlot('t', [{ label: 'a', heights: [1, -1] }], ['one', 'two'], labels);
    const heights = [...plot.matchAll(/<rect [^>]*height="([0-9.]+)"[^>]*><title>/g)].map(
      (match) => match[1],
    );
    expect(heights).toEqual(['118.0', '118.0']);
  });

  it('write no name of a column as markup', () => {
    const name = `<script>alert("1&2'")</script>`;
    expect(escapeHtml(name)).toBe('&lt;script&gt;alert(&quot;1&amp;2&#39;&quot;)&lt;/script&gt;');
    expect(barPlot(name, [{ label: name, heights: [1] }], [name], labels)).not.toContain('<script');
  });
});

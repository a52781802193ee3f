/** Text that is safe between tags and in quoted attributes of HTML and SVG. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly label: string;
  readonly points: readonly Point[];
  readonly dashed?: boolean;
  /** Points as dots, too. */
  readonly dots?: boolean;
}

export interface Bar {
  readonly label: string;
  /** One height for each series. */
  readonly heights: readonly number[];
}

const WIDTH = 460;
const HEIGHT = 338;
const LEFT = 54;
const RIGHT = 12;
const TOP = 44;
const BOTTOM = 58;
/** Told apart also without colour vision (Okabe & Ito). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'] as const;

const short = (value: number): string => String(Number(value.toPrecision(3)));
const at = (value: number): string => value.toFixed(1);

/** Round numbers that part a range into about five. */
export function ticksOf(low: number, high: number): number[] {
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => span / one <= 5) ?? 10 * power;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, place) =>
    Number(((first + place) * step).toPrecision(12)),
  );
}

interface Frame {
  x(value: number): number;
  y(value: number): number;
}

const frame = (x: readonly [number, number], y: readonly [number, number]): Frame => ({
  x: (value) => LEFT + ((value - x[0]) / (x[1] - x[0] || 1)) * (WIDTH - LEFT - RIGHT),
  y: (value) => HEIGHT - BOTTOM - ((value - y[0]) / (y[1] - y[0] || 1)) * (HEIGHT - TOP - BOTTOM),
});

function axes(place: Frame, y: readonly [number, number], xLabel: string, yLabel: string): string {
  const rules = ticksOf(...y).map(
    (tick) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(place.y(tick))}" y2="${at(place.y(tick))}" class="rule"/>` +
      `<text x="${LEFT - 6}" y="${at(place.y(tick) + 4)}" text-anchor="end">${short(tick)}</text>`,
  );
  const middle = (HEIGHT - BOTTOM + TOP) / 2;
  return [
    ...rules,
    `<text x="${(WIDTH + LEFT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">${escapeHtml(xLabel)}</text>`,
    `<text x="12" y="${middle}" text-anchor="middle" transform="rotate(-90 12 ${middle})">${escapeHtml(yLabel)}</text>`,
  ].join('');
}

/** Wide letters such as Chinese ones take about twice the room of others. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((width, letter) => width + (letter > '\u2e7f' ? 11 : 6.5), 0);

/** Above the plot, one beside the other as far as there is room. */
function legend(labels: readonly string[]): string {
  const room = (WIDTH - LEFT - RIGHT) / labels.length;
  let left = LEFT;
  return labels
    .map((label, place) => {
      const most = Math.max(3, Math.floor((room - 26) / 6.5));
      const written = widthOf(label) > room - 20 ? `${Array.from(label).slice(0, most).join('')}…` : label;
      const at = left;
      left += widthOf(written) + 34;
      return (
        `<rect x="${at}" y="24" width="10" height="10" fill="${COLOURS[place % COLOURS.length]}"/>` +
        `<text x="${at + 14}" y="33">${escapeHtml(written)}</text>`
      );
    })
    .join('');
}

const svg = (title: string, body: string): string =>
  `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(title)}"><title>${escapeHtml(title)}</title><text x="${LEFT}" y="13" class="title" font-weight="600">${escapeHtml(Array.from(title).slice(0, 60).join(''))}</text>${body}</svg>`;

/** Lines over common axes. */
export function linePlot(
  title: string,
  lines: readonly Line[],
  {
    xLabel,
    yLabel,
    x,
    y,
  }: { xLabel: string; yLabel: string; x?: readonly [number, number]; y?: readonly [number, number] },
): string {
  const all = lines.flatMap(({ points }) => points);
  const range = (pick: (point: Point) => number): [number, number] => [
    all.reduce((least, point) => Math.min(least, pick(point)), Infinity),
    all.reduce((most, point) => Math.max(most, pick(point)), -Infinity),
  ];
  const [xs, ys] = [x ?? range((point) => point.x), y ?? range((point) => point.y)];
  const place = frame(xs, ys);
  const ticks = ticksOf(...xs).map(
    (tick) =>
      `<text x="${at(place.x(tick))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(tick)}</text>`,
  );
  const drawn = lines.map(({ points, dashed, dots }, series) => {
    const colour = COLOURS[series % COLOURS.length];
    const path = points.map((point) => `${at(place.x(point.x))},${at(place.y(point.y))}`);
    const dash = dashed ? ' stroke-dasharray="5 4"' : '';
    const circles = dots
      ? path.map(
          (point) =>
            `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="${colour}"/>`,
        )
      : [];
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>${circles.join('')}`;
  });
  return svg(
    title,
    axes(place, ys, xLabel, yLabel) +
      ticks.join('') +
      drawn.join('') +
      legend(lines.map(({ label }) => label)),
  );
}

/** Bars beside each other, a colour for each series; heights may be below 0. */
export function barPlot(
  title: string,
  bars: readonly Bar[],
  series: readonly string[],
  { xLabel, yLabel }: { xLabel: string; yLabel: string },
): string {
  const heights = bars.flatMap((bar) => bar.heights);
  const ys = [Math.min(0, ...heights), Math.max(0, ...heights) || 1] as const;
  const place = frame([0, bars.length], ys);
  const width = (place.x(1) - place.x(0)) * 0.8;
  const each = width / series.length;
  const drawn = bars.map(({ label, heights: own }, bar) => {
    const left = place.x(bar) + width / 8;
    const rects = own.map((height, one) => {
      const [top, bottom] = [place.y(Math.max(0, height)), place.y(Math.min(0, height))];
      return `<rect x="${at(left + one * each)}" y="${at(top)}" width="${at(each * 0.95)}" height="${at(bottom - top)}" fill="${COLOURS[one % COLOURS.length]}"><title>${escapeHtml(label)}: ${short(height)}</title></rect>`;
    });
    const written = label.length > 12 ? `${label.slice(0, 11)}…` : label;
    const middle = at(left + width / 2);
    const below = HEIGHT - BOTTOM + 14;
    return `${rects.join('')}<text x="${middle}" y="${below}" text-anchor="end" transform="rotate(-20 ${middle} ${below})" class="small">${escapeHtml(written)}</text>`;
  });
  return svg(
    title,
    axes(place, ys, xLabel, yLabel) + drawn.join('') + (series.length > 1 ? legend(series) : ''),
  );
}

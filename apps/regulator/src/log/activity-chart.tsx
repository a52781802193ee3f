import { useText } from '@xinqiao/console';
import type { LogEntry } from '@xinqiao/contracts';
import { type Activity, activityOf } from './activity.ts';
import { dateAndMinute } from './time.ts';

const WIDTH = 600;
const HEIGHT = 80;
/** Part of a bar's place that stays empty. */
const GAP = 0.2;

const SPAN_ZH = ({ minutes }: Activity) =>
  minutes % 1_440 === 0
    ? `${minutes / 1_440} 天`
    : minutes % 60 === 0
      ? `${minutes / 60} 小时`
      : `${minutes} 分钟`;
const SPAN_EN = ({ minutes }: Activity) => {
  const [number, unit] =
    minutes % 1_440 === 0
      ? [minutes / 1_440, 'day']
      : minutes % 60 === 0
        ? [minutes / 60, 'hour']
        : [minutes, 'minute'];
  return number === 1 ? `per ${unit}` : `in ${number} ${unit}s each`;
};

const TEXT = {
  'zh-CN': {
    caption: (activity: Activity) => `已读取条目的时间分布（每 ${SPAN_ZH(activity)}一柱）`,
    summary: (total: number, most: number, when: string) =>
      `共 ${total} 条；最高的一柱始于 ${when}，${most} 条。`,
    table: '以表格查看',
    from: '起始时间（北京时间）',
    count: '条数',
  },
  en: {
    caption: (activity: Activity) => `When the entries read were recorded (${SPAN_EN(activity)})`,
    summary: (total: number, most: number, when: string) =>
      `${total} in all; the highest bar begins at ${when} and counts ${most}.`,
    table: 'Show as a table',
    from: 'From (Beijing)',
    count: 'Entries',
  },
} as const;

/** A bar chart of entries over time; what it shows stands below it as a sentence and as a table. */
export function ActivityChart({ entries }: { entries: readonly LogEntry[] }) {
  const text = useText(TEXT);
  const activity = activityOf(entries.map(({ recordedAt }) => new Date(recordedAt)));
  const { bars } = activity;
  const [oldest, newest] = [bars[0], bars.at(-1)];
  if (oldest === undefined || newest === undefined) return null;
  const highest = bars.reduce((high, bar) => (bar.count > high.count ? bar : high), oldest);
  const [from, to] = [dateAndMinute(oldest.start), dateAndMinute(newest.start)];
  const width = WIDTH / bars.length;
  return (
    <figure className="chart">
      <figcaption>{text.caption(activity)}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text.caption(activity)}
      >
        {bars.map(({ start, count }, at) => {
          const height = (count / highest.count) * (HEIGHT - 2);
          return (
            <rect
              key={start.getTime()}
              x={(at + GAP / 2) * width}
              y={HEIGHT - height}
              width={width * (1 - GAP)}
              height={height}
            >
              <title>{`${dateAndMinute(start)}: ${count}`}</title>
            </rect>
          );
        })}
        <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      </svg>
      <p className="axis" aria-hidden="true">
        <span>{from}</span>
        <span>{to}</span>
      </p>
      <p>{text.summary(entries.length, highest.count, dateAndMinute(highest.start))}</p>
      <details>
        <summary>{text.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.from}</th>
              <th scope="col">{text.count}</th>
            </tr>
          </thead>
          <tbody>
            {bars
              .filter(({ count }) => count > 0)
              .map(({ start, count }) => (
                <tr key={start.getTime()}>
                  <td>{dateAndMinute(start)}</td>
                  <td>{count}</td>
                </tr>
              ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

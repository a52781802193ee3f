import { addDays, type CalendarDate } from '@xinqiao/contracts';
import type { ReadsOfDay } from '@xinqiao/db';
import type { Language } from '../../http/request-language.ts';
import { type Html, html } from './html.ts';

/** Weeks the chart shows, this one included. */
export const CHART_WEEKS = 12;

/** Reads in one week, Monday to Sunday, Asia/Shanghai. */
export interface ReadWeek {
  readonly monday: CalendarDate;
  readonly reads: number;
}

const TEXT = {
  'zh-CN': {
    title: '最近 12 周银行读取的次数',
    none: '最近 12 周没有银行读取过您的数据。',
    sum: (reads: number, most: ReadWeek) =>
      `共 ${reads} 次；最多的一周从 ${most.monday} 开始，${most.reads} 次。`,
  },
  en: {
    title: 'Reads by banks over the last 12 weeks',
    none: 'No bank read your data over the last 12 weeks.',
    sum: (reads: number, most: ReadWeek) =>
      `${reads} in all; most in the week from ${most.monday}: ${most.reads}.`,
  },
} as const;

/** The Monday of a day’s week. */
export function mondayOf(date: CalendarDate): CalendarDate {
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  return addDays(date, -weekday);
}

/** Adds days up to weeks; weeks without any are there with 0, oldest first. */
export function readsByWeek(days: readonly ReadsOfDay[], today: CalendarDate): ReadWeek[] {
  return Array.from({ length: CHART_WEEKS }, (_, at) => {
    const monday = addDays(mondayOf(today), (at - CHART_WEEKS + 1) * 7);
    const inWeek = days.filter(({ day }) => mondayOf(day) === monday);
    return { monday, reads: inWeek.reduce((sum, { reads }) => sum + reads, 0) };
  });
}

const BAR = 26;
const HEIGHT = 72;

/** How often banks read, as bars and as a sentence. */
export function readsChart(weeks: readonly ReadWeek[], language: Language): Html {
  const text = TEXT[language];
  const most = weeks.reduce((a, b) => (b.reads > a.reads ? b : a), { monday: '', reads: 0 } as ReadWeek);
  if (most.reads === 0) return html`<p>${text.none}</p>`;
  const total = weeks.reduce((sum, { reads }) => sum + reads, 0);
  const width = weeks.length * BAR;
  const bars = weeks.map(({ reads }, at) => {
    const height = reads === 0 ? 1 : Math.max(4, Math.round((reads / most.reads) * HEIGHT));
    return html`<rect x="${at * BAR + 3}" y="${HEIGHT + 16 - height}" width="${BAR - 6}" height="${height}"/>${reads > 0 && html`<text x="${at * BAR + BAR / 2}" y="${HEIGHT + 12 - height}">${reads}</text>`}`;
  });
  const says = `${text.title}: ${text.sum(total, most)}`;
  return html`<figure><svg class="chart" role="img" aria-label="${says}" viewBox="0 0 ${width} ${HEIGHT + 34}">${bars}
<text class="edge" x="2" y="${HEIGHT + 31}">${weeks[0]?.monday.slice(5)}</text><text class="edge last" x="${width - 2}" y="${HEIGHT + 31}">${weeks.at(-1)?.monday.slice(5)}</text></svg>
<figcaption>${text.title}${language === 'en' ? '. ' : '。'}${text.sum(total, most)}</figcaption></figure>`;
}

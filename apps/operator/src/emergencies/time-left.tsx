import { useQueryClient } from '@tanstack/react-query';
import { useText } from '@xinqiao/console';
import { useEffect, useState } from 'react';

const TEXT = {
  'zh-CN': { left: (hours: number, minutes: number) => `剩余 ${hours} 小时 ${minutes} 分钟` },
  en: { left: (hours: number, minutes: number) => `${hours} h ${minutes} min left` },
} as const;

/** How long something still lasts, in hours and minutes; once over, everything is read anew. */
export function TimeLeft({ until }: { until: string }) {
  const text = useText(TEXT);
  const queries = useQueryClient();
  const [now, setNow] = useState(() => Date.now());
  const left = Math.ceil((Date.parse(until) - now) / 60_000);
  const over = left <= 0;
  useEffect(() => {
    if (over) {
      void queries.invalidateQueries();
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, [over, queries]);
  return over ? null : <span className="light bad">{text.left(Math.floor(left / 60), left % 60)}</span>;
}

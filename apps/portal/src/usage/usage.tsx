import { Loaded, textKey, useLanguage, useRead, useText } from '@xinqiao/console';
import { Month } from '@xinqiao/contracts';
import { useId, useState } from 'react';
import { Bars } from './bars.tsx';

const TEXT = {
  'zh-CN': {
    title: '用量',
    month: '月份（北京时间，例如 2026-11）',
    limit: (calls: string) => `全部应用合计每分钟最多 ${calls} 次调用。`,
    calls: '调用次数',
    dataItems: '送达的数据项',
    decisions: '授信决策',
    staff: '控制台（人员）',
    none: '该月没有用量。',
  },
  en: {
    title: 'Usage',
    month: 'Month (Beijing time, like 2026-11)',
    limit: (calls: string) => `All applications together may make ${calls} calls a minute.`,
    calls: 'Calls',
    dataItems: 'Data items delivered',
    decisions: 'Credit decisions',
    staff: 'Consoles (staff)',
    none: 'No usage in this month.',
  },
} as const;

const MEASURES = ['calls', 'dataItems', 'decisions'] as const;

/** What the participant used in a month, by application. */
export function Usage() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const monthId = useId();
  const [month, setMonth] = useState<Month>();
  const { answer: applications } = useRead('applications.list', {});
  const nameOf = (applicationId: string | null): string =>
    applicationId === null
      ? text.staff
      : (applications?.items.find((application) => application.applicationId === applicationId)?.name[
          textKey(language)
        ] ?? applicationId);
  return (
    <>
      <h1>{text.title}</h1>
      <Loaded name="usage.get" input={month === undefined ? {} : { month }}>
        {(usage) => (
          <>
            <p className="field">
              <label htmlFor={monthId}>{text.month}</label>
              <input
                id={monthId}
                type="month"
                value={month ?? usage.month}
                onChange={({ currentTarget }) => {
                  const chosen = Month.safeParse(currentTarget.value);
                  if (chosen.success) setMonth(chosen.data);
                }}
              />
            </p>
            <p className="quiet">{text.limit(usage.callsPerMinute.toLocaleString('en'))}</p>
            {usage.applications.length === 0 ? <p className="quiet">{text.none}</p> : null}
            {MEASURES.map((measure) => (
              <Bars
                key={measure}
                title={text[measure]}
                total={usage[measure]}
                bars={usage.applications.map((application) => ({
                  name: nameOf(application.applicationId),
                  count: application[measure],
                }))}
              />
            ))}
          </>
        )}
      </Loaded>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import {
  call,
  Failure,
  failureFrom,
  isAboutIdentity,
  Loading,
  textKey,
  useLanguage,
  useText,
  When,
} from '@xinqiao/console';
import { EVENT_TYPES } from '@xinqiao/contracts';
import { latestEvents, READ_AT_ONCE } from './latest-events.ts';

const TEXT = {
  'zh-CN': {
    title: '事件',
    about: '最近的事件，新的在前；平台保留九十天。程序请用 events.list 或 SDK 的 events.follow 按顺序读取。',
    none: '九十天内没有事件。',
    refresh: '刷新',
    content: '内容',
  },
  en: {
    title: 'Events',
    about:
      'The latest events, newest first; the platform keeps them for ninety days. Programs read them in order by events.list or, in the SDK, events.follow.',
    none: 'No event within ninety days.',
    refresh: 'Refresh',
    content: 'Content',
  },
} as const;

/** What happened lately that concerns the participant. */
export function Events() {
  const [language] = useLanguage();
  const text = useText(TEXT);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['latest events'],
    queryFn: ({ signal }) =>
      latestEvents((after) =>
        call('events.list', { limit: READ_AT_ONCE, ...(after === undefined ? {} : { after }) }, signal),
      ),
    retry: (failures, thrown) => failures < 1 && !isAboutIdentity(thrown),
  });
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.about}</p>
      {error !== null ? (
        <Failure failure={failureFrom(error)} onAgain={() => void refetch()} />
      ) : data === undefined ? (
        <Loading />
      ) : (
        <>
          <p>
            <button type="button" disabled={isFetching} onClick={() => void refetch()}>
              {text.refresh}
            </button>
          </p>
          {data.length === 0 ? <p className="quiet">{text.none}</p> : null}
          <ul className="rows">
            {data.map(({ id, type, time, subject, data: content }) => (
              <li key={id}>
                <When at={time} /> <b>{EVENT_TYPES[type].summary[textKey(language)]}</b>
                <br />
                <code className="quiet">{subject}</code>
                <details className="more">
                  <summary>
                    {text.content} <code>{type}</code>
                  </summary>
                  <pre>{JSON.stringify({ id, ...content }, null, 2)}</pre>
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

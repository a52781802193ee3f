import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { CallFailed, call, Failure, isAboutIdentity, ownFailure, useText } from '@xinqiao/console';
import type { LogEntryKind } from '@xinqiao/contracts';
import { useId, useState } from 'react';
import { useVerification } from '../verification/use-verification.ts';
import { ActivityChart } from './activity-chart.tsx';
import { EntryRow } from './entry-row.tsx';
import { KindFilter } from './kind-filter.tsx';
import { VerificationBanner } from './verification-banner.tsx';

const PAGE_ENTRIES = 20;
const REFRESH_MS = 5_000;

const TEXT = {
  'zh-CN': {
    title: '最新日志',
    intro: '谁在什么时候、依据哪份授权读取了数据。每一条都在您的浏览器里用日志公钥验证。',
    loading: '正在读取日志……',
    none: '日志中还没有条目。',
    noneOfKind: '已读取的条目中没有这一类。',
    refresh: '刷新',
    refreshing: '正在刷新……',
    auto: '自动刷新',
    more: '读取更早的条目',
    loadingMore: '正在读取……',
    end: '已经到最早的一条。',
    columns: ['验证', '时间（北京时间）', '类型', '机构', '授权'],
  },
  en: {
    title: 'Latest log entries',
    intro:
      'Who read data, when, and under which consent. Each entry is verified in your browser with the log’s public key.',
    loading: 'Reading the log…',
    none: 'The log has no entries yet.',
    noneOfKind: 'None of the entries read so far is of this kind.',
    refresh: 'Refresh',
    refreshing: 'Refreshing…',
    auto: 'Refresh automatically',
    more: 'Read earlier entries',
    loadingMore: 'Reading…',
    end: 'This is the earliest entry.',
    columns: ['Verification', 'Time (Beijing)', 'Kind', 'Participant', 'Consent'],
  },
} as const;

/** The newest entries of the whole log, each verified here. */
export function LatestEntries() {
  const text = useText(TEXT);
  const queries = useQueryClient();
  const [watching, setWatching] = useState(true);
  const [kind, setKind] = useState<LogEntryKind | 'ALL'>('ALL');
  const autoId = useId();
  const list = useInfiniteQuery({
    queryKey: ['entries'],
    queryFn: ({ pageParam, signal }) =>
      call(
        'supervision.listEntries',
        { limit: PAGE_ENTRIES, ...(pageParam && { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) => (watching && !isAboutIdentity(state.error) ? REFRESH_MS : false),
    retry: (failures, error) => failures < 1 && !isAboutIdentity(error),
  });
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const verification = useVerification(entries, watching);

  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['entries'] });
    void queries.invalidateQueries({ queryKey: ['verdict'] });
  };
  const failure = list.error && asFailure(list.error);
  if (failure && (list.data === undefined || isAboutIdentity(failure)))
    return (
      <>
        <h1>{text.title}</h1>
        <Failure failure={failure} onAgain={() => void list.refetch()} />
      </>
    );

  const shown = entries.flatMap((entry, at) => (kind === 'ALL' || entry.kind === kind ? [at] : []));
  return (
    <>
      <h1>{text.title}</h1>
      <p className="intro">{text.intro}</p>
      {list.isPending ? (
        <p role="status" className="loading">
          {text.loading} <progress aria-label={text.loading} />
        </p>
      ) : (
        <>
          {failure && <Failure failure={failure} onAgain={refresh} />}
          {verification.failure && (
            <Failure failure={verification.failure} onAgain={() => void queries.refetchQueries()} />
          )}
          <VerificationBanner verification={verification} />
          <div className="tools">
            <button type="button" onClick={refresh}>
              {list.isRefetching && !watching ? text.refreshing : text.refresh}
            </button>
            <label htmlFor={autoId}>
              <input
                id={autoId}
                type="checkbox"
                checked={watching}
                onChange={({ target }) => setWatching(target.checked)}
              />
              {text.auto}
            </label>
          </div>
          {entries.length === 0 ? (
            <p>{text.none}</p>
          ) : (
            <>
              <ActivityChart entries={entries} />
              <KindFilter entries={entries} chosen={kind} onChoose={setKind} />
              <div className="columns" aria-hidden="true">
                {text.columns.map((column) => (
                  <span key={column}>{column}</span>
                ))}
              </div>
              {shown.length === 0 && <p>{text.noneOfKind}</p>}
              <ol className="entries">
                {shown.map((at) => {
                  const [entry, verdict] = [entries[at], verification.verdicts[at]];
                  return entry && verdict && <EntryRow key={entry.entryId} entry={entry} verdict={verdict} />;
                })}
              </ol>
              {list.hasNextPage ? (
                <button
                  type="button"
                  className="more"
                  onClick={() => void list.fetchNextPage()}
                  aria-disabled={list.isFetchingNextPage}
                >
                  {list.isFetchingNextPage ? text.loadingMore : text.more}
                </button>
              ) : (
                <p className="quiet">{text.end}</p>
              )}
            </>
          )}
        </>
      )}
    </>
  );
}

const asFailure = (error: unknown): CallFailed =>
  error instanceof CallFailed ? error : ownFailure('RESPONSE_UNEXPECTED', error);

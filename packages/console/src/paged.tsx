import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { call, type InputOf, isAboutIdentity, type OutputOf, type ReadName } from './call.ts';
import { Failure } from './failure.tsx';
import { useText } from './language.tsx';
import { Loading } from './loaded.tsx';
import { failureFrom } from './use-read.ts';

const TEXT = { 'zh-CN': { more: '读取更多' }, en: { more: 'Read more' } } as const;

interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
/** Operations that answer page by page. */
export type PagedName = {
  [N in ReadName]: OutputOf<N> extends PageOf<unknown>
    ? InputOf<N> extends { cursor?: unknown }
      ? N
      : never
    : never;
}[ReadName];
export type ItemOf<N extends PagedName> = OutputOf<N> extends PageOf<infer Item> ? Item : never;

interface PagedProps<N extends PagedName> {
  readonly name: N;
  readonly input: InputOf<N>;
  /** Said when there is nothing. */
  readonly none: string;
  children(items: readonly ItemOf<N>[]): ReactNode;
}

/** A list that comes page by page, with a button for the next one. */
export function Paged<N extends PagedName>({ name, input, none, children }: PagedProps<N>) {
  const text = useText(TEXT);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['pages of', name, input],
    queryFn: async ({ signal, pageParam }) =>
      (await call(
        name,
        pageParam === undefined ? input : { ...input, cursor: pageParam },
        signal,
      )) as unknown as PageOf<ItemOf<N>>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    retry: (failures, thrown) => failures < 1 && !isAboutIdentity(thrown),
  });
  if (error !== null) return <Failure failure={failureFrom(error)} onAgain={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="quiet">{none}</p>;
  return (
    <>
      {children(items)}
      {hasNextPage ? (
        <p>
          <button type="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {text.more}
          </button>
        </p>
      ) : null}
    </>
  );
}

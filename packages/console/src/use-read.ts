import { useQuery } from '@tanstack/react-query';
import {
  CallFailed,
  call,
  type InputOf,
  isAboutIdentity,
  type OutputOf,
  ownFailure,
  type ReadName,
} from './call.ts';

/** What an operation answers, read again after every write of this page. */
export function useRead<N extends ReadName>(name: N, input: InputOf<N>, enabled = true) {
  const { data, error, refetch } = useQuery({
    queryKey: [name, input],
    queryFn: ({ signal }) => call(name, input, signal),
    retry: (failures, thrown) => failures < 1 && !isAboutIdentity(thrown),
    enabled,
  });
  return {
    answer: data as OutputOf<N> | undefined,
    failure: error === null ? undefined : failureFrom(error),
    again: () => void refetch(),
  };
}

/** Whatever was thrown, as a failure that can be shown. */
export const failureFrom = (thrown: unknown): CallFailed =>
  thrown instanceof CallFailed ? thrown : ownFailure('RESPONSE_UNEXPECTED', thrown);

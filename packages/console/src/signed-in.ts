import { useQuery } from '@tanstack/react-query';

/** Who is signed in here. */
export interface SignedIn {
  readonly identityId: string;
  readonly name: string;
}

async function read(signal: AbortSignal): Promise<SignedIn | null> {
  const response = await fetch('/session', { signal, headers: { accept: 'application/json' } });
  const { identityId, name } = ((response.ok ? await response.json() : null) ?? {}) as Partial<SignedIn>;
  return typeof identityId === 'string' && typeof name === 'string' ? { identityId, name } : null;
}

/** Who is signed in: to show it, and to offer nobody what takes another person. The server decides by itself. */
export const useSignedIn = (): SignedIn | null =>
  useQuery({ queryKey: ['session'], queryFn: ({ signal }) => read(signal), retry: false }).data ?? null;

import { useQuery } from '@tanstack/react-query';

/** Who is signed in here. */
export interface SignedIn {
  readonly identityId: string;
  readonly name: string;
  /** What she is there for: to offer her the pages of her work. */
  readonly roles: readonly string[];
}

async function read(signal: AbortSignal): Promise<SignedIn | null> {
  const response = await fetch('/session', { signal, headers: { accept: 'application/json' } });
  const { identityId, name, roles } = ((response.ok ? await response.json() : null) ??
    {}) as Partial<SignedIn>;
  return typeof identityId === 'string' && typeof name === 'string' && Array.isArray(roles)
    ? { identityId, name, roles }
    : null;
}

const useSession = () =>
  useQuery({ queryKey: ['session'], queryFn: ({ signal }) => read(signal), retry: false });

/** Who is signed in: to show it, and to offer nobody what takes another person. The server decides by itself. */
export const useSignedIn = (): SignedIn | null => useSession().data ?? null;

/** Roles of whoever is signed in, none where nobody is; undefined until it is known. */
export function useRoles(): readonly string[] | undefined {
  const { data, isPending } = useSession();
  return isPending ? undefined : (data?.roles ?? []);
}

import { z } from 'zod';

/** Where a sign-in may lead: pages of ours by name, some with an id of ours; never an address from outside. */
const PLAIN = {
  my: '/my',
  firm: '/my/firm',
  export: '/my/export',
  contacts: '/my/contacts',
  portal: '/portal/',
  regulator: '/regulator/',
  operator: '/operator/',
  agent: '/agent',
} as const;
const WITH_ID = {
  /** A question asked in a browser that came from a bank; the id is the interaction’s. */
  interaction: { pattern: /^[\w-]{1,64}$/, path: (id: string) => `/interaction/${id}` },
  /** A question that waits for an answer whenever she has time; the id is the request’s. */
  request: { pattern: /^crq_[0-9a-f-]{36}$/, path: (id: string) => `/my/requests/${id}` },
} as const;

export const Destination = z.union([
  z.strictObject({
    to: z.enum(['my', 'export', 'contacts', 'firm', 'portal', 'regulator', 'operator', 'agent']),
  }),
  z.strictObject({ to: z.literal('interaction'), id: z.string().regex(WITH_ID.interaction.pattern) }),
  z.strictObject({ to: z.literal('request'), id: z.string().regex(WITH_ID.request.pattern) }),
]);
export type Destination = z.infer<typeof Destination>;

/** The destination a query names; the owner’s own pages when it names none of ours. */
export function destinationOf({ to, id }: { readonly to?: unknown; readonly id?: unknown }): Destination {
  const parsed = Destination.safeParse(id === undefined ? { to } : { to, id });
  // An interaction is gone on with from its own page only, which holds its cookie.
  return parsed.success && parsed.data.to !== 'interaction' ? parsed.data : { to: 'my' };
}

/** Its path with us. */
export const pathOf = (destination: Destination): string =>
  'id' in destination ? WITH_ID[destination.to].path(destination.id) : PLAIN[destination.to];

/** Where to sign in, or to sign in afresh, on the way to it. */
export const signInPath = (destination: Destination): string =>
  `/sign-in?${new URLSearchParams(destination as Record<string, string>)}`;

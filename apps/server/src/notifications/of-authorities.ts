import type { MessageParameters, RegistryEventKind } from '@xinqiao/contracts';
import type { AuthorityRow, Tx } from '@xinqiao/db';
import { REPRESENTS } from '../authorities/represent.ts';
import { type Telling, telling } from './telling.ts';

/**
 * What changed for a firm since an instant: the registry reported something, somebody was given authority or lost it, by
 * an act or by time, or more or fewer people must agree. Whoever may act for it is told, and whoever no longer may.
 */
export async function changesOfFirms(tx: Tx, since: Date, now: Date): Promise<Telling[]> {
  const recent = { gt: since, lte: now };
  const events = await tx.registryEvent.findMany({
    where: { status: 'APPLIED', appliedAt: recent },
  });
  const changed = await tx.authority.findMany({
    where: {
      OR: [
        { grantedBy: { not: null }, validFrom: recent },
        { grantedBy: { not: null }, validTo: recent },
        { statusReason: 'REPRESENTATIVE_REPLACED', validTo: recent },
      ],
    },
  });
  const rules = await tx.approvalRule.findMany({
    where: { validFrom: recent },
  });
  const people = await peopleOf(tx, [...events, ...changed, ...rules], since);
  // Told of by the report itself: not again for each of the people it concerns.
  const byRegistry = new Set<string>(events.map(({ kind }) => kind));
  return [
    ...events.flatMap(({ id, subjectId, kind, appliedAt, receivedAt }) =>
      people(subjectId, appliedAt ?? receivedAt).map((identityId) =>
        telling({
          ...{ about: id, topic: id, happenedAt: appliedAt ?? receivedAt, audience: { identityId } },
          template: 'registry-reported',
          parameters: () => ({ change: kind as RegistryEventKind }),
        }),
      ),
    ),
    ...changed
      .filter(({ statusReason }) => statusReason === null || !byRegistry.has(statusReason))
      .flatMap((row) => changesOf(row, { since, now }).flatMap((each) => toldOf(row, each))),
    ...rules.flatMap(({ subjectId, revision, validFrom }) =>
      people(subjectId, validFrom).map((identityId) =>
        telling({
          ...{ about: `${subjectId} rule ${revision}`, topic: subjectId, happenedAt: validFrom },
          ...{ audience: { identityId }, template: 'authority-changed' },
          parameters: () => ({ change: 'RULE' }),
        }),
      ),
    ),
  ];

  /** She herself, and whoever represents the firm. */
  function toldOf(row: AuthorityRow, { change, at }: Change): Telling[] {
    const told = new Set([row.identityId, ...people(row.subjectId, at, REPRESENTS)]);
    return [...told].map((identityId) =>
      telling({
        ...{ about: `${row.id} ${change}`, topic: `${row.id} ${change}`, happenedAt: at },
        ...{ audience: { identityId }, template: 'authority-changed' },
        parameters: () => ({ change }),
      }),
    );
  }
}

interface Change {
  readonly change: MessageParameters<'authority-changed'>['change'];
  readonly at: Date;
}

const changesOf = (
  { validFrom, validTo, grantedBy }: AuthorityRow,
  { since, now }: { readonly since: Date; readonly now: Date },
): Change[] => [
  ...(grantedBy !== null && validFrom > since ? [{ change: 'GIVEN', at: validFrom } as const] : []),
  ...(validTo !== null && validTo > since && validTo <= now
    ? [{ change: 'ENDED', at: validTo } as const]
    : []),
];

/** Who may act for a firm, or might until lately: whoever a change concerns. */
async function peopleOf(
  tx: Tx,
  of: readonly { readonly subjectId: string }[],
  since: Date,
): Promise<(subjectId: string, at: Date, capacities?: readonly string[]) => string[]> {
  const rows =
    of.length === 0
      ? []
      : await tx.authority.findMany({
          where: {
            subjectId: { in: [...new Set(of.map(({ subjectId }) => subjectId))] },
            OR: [{ status: 'ACTIVE' }, { status: 'ENDED', validTo: { gt: since } }],
          },
        });
  return (subjectId, at, capacities) => [
    ...new Set(
      rows
        .filter(
          (row) =>
            row.subjectId === subjectId &&
            row.validFrom <= at &&
            (capacities === undefined || (row.status === 'ACTIVE' && capacities.includes(row.capacity))),
        )
        .map(({ identityId }) => identityId),
    ),
  ];
}

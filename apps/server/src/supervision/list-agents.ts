import type { AgentRecord } from '@xinqiao/contracts';
import { addDays } from '@xinqiao/contracts';
import type { AgentRow, AssistanceRow, Database } from '@xinqiao/db';
import type { Handler } from '../http/run-operation.ts';
import { checkRegulator } from './check-regulator.ts';

export type Prepared = AssistanceRow & {
  readonly request: { readonly status: string; readonly approvals: readonly { confirmation: string }[] };
};

/**
 * What each village agent did, read as `xinqiao_regulator`: whoever confirms almost everything by code at her own
 * counter is looked at first.
 */
export const listAgentRecords =
  (regulatorDatabase: Database): Handler<'supervision.listAgents'> =>
  async ({ services, principal }, { days }) => {
    await checkRegulator(services, principal);
    const since = new Date(addDays(services.clock.today(), 1 - days));
    const { agents, prepared } = await regulatorDatabase.transaction({}, async (tx) => ({
      agents: await tx.agent.findMany(),
      prepared: await tx.assistance.findMany({
        where: { day: { gte: since } },
        include: { request: { select: { status: true, approvals: { select: { confirmation: true } } } } },
      }),
    }));
    const byAgent = Map.groupBy(prepared, ({ agentId }) => agentId);
    const items = agents.map((agent) => recordOf(agent, byAgent.get(agent.identityId) ?? []));
    return {
      items: items.sort(
        (a, b) =>
          Number(b.codeShare ?? 0) - Number(a.codeShare ?? 0) ||
          b.prepared - a.prepared ||
          (a.agentId < b.agentId ? -1 : 1),
      ),
    };
  };

/** What one agent did with what she prepared. */
export function recordOf(agent: AgentRow, prepared: readonly Prepared[]): AgentRecord {
  // Where several had to agree, one code is enough to count as by code.
  const answered = prepared.map(({ request }) => request.approvals.map(({ confirmation }) => confirmation));
  const byCode = answered.filter((each) => each.includes('ONE_TIME_CODE')).length;
  const byOwnDevice = answered.filter((each) => each.length > 0 && !each.includes('ONE_TIME_CODE')).length;
  const perDay = Map.groupBy(prepared, ({ day }) => day.toISOString());
  const confirmed = byCode + byOwnDevice;
  return {
    agentId: agent.identityId,
    name: agent.name,
    place: { code: agent.placeCode, name: agent.placeName },
    status: agent.status as AgentRecord['status'],
    dailyLimit: agent.dailyLimit,
    prepared: prepared.length,
    ...{ byCode, byOwnDevice },
    refused: prepared.filter(({ request }) => request.status === 'REFUSED').length,
    busiestDay: Math.max(0, ...[...perDay.values()].map((day) => day.length)),
    codeShare: confirmed === 0 ? null : fourPlaces(byCode, confirmed),
  };
}

/** A share of 0 to 1 with four places, rounded half up, without a float. */
function fourPlaces(part: number, whole: number): string {
  const scaled = Math.floor((part * 20_000 + whole) / (2 * whole));
  return `${Math.floor(scaled / 10_000)}.${String(scaled % 10_000).padStart(4, '0')}`;
}

import { z } from 'zod';
import { Agent, AgentDailyLimit, AgentId, AgentPlace, AgentRecord, AgentStatus } from '../agents/index.ts';
import { operation } from './operation.ts';

export const registerAgent = operation({
  name: 'agents.register',
  method: 'POST',
  path: '/v1/agents',
  summary: { zh: '登记代办员', en: 'Register a village agent' },
  scope: 'agents:write',
  input: z.strictObject({
    agentId: AgentId,
    name: z.string().trim().min(1).max(100).describe('Name of the agent.'),
    place: AgentPlace,
    dailyLimit: AgentDailyLimit.default(20),
  }),
  output: Agent,
  status: 201,
  errors: ['AGENT_ALREADY_REGISTERED', 'DUTIES_IN_CONFLICT'],
});

export const updateAgent = operation({
  name: 'agents.update',
  method: 'POST',
  path: '/v1/agents/{agentId}/update',
  summary: { zh: '变更代办员的地点、上限或状态', en: 'Change place, limit or status of an agent' },
  scope: 'agents:write',
  input: z.strictObject({
    agentId: AgentId,
    place: AgentPlace.optional(),
    dailyLimit: AgentDailyLimit.optional(),
    status: AgentStatus.optional(),
  }),
  output: Agent,
  errors: ['AGENT_NOT_FOUND'],
});

export const listAgents = operation({
  name: 'agents.list',
  method: 'GET',
  path: '/v1/agents',
  summary: { zh: '列出代办员', en: 'List the village agents' },
  scope: 'agents:write',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(Agent).describe('All agents, by identity.') })
    .meta({ id: 'AgentList', description: 'The village agents.' }),
});

export const listAgentRecords = operation({
  name: 'supervision.listAgents',
  method: 'GET',
  path: '/v1/supervision/agents',
  summary: {
    zh: '监管查看每名代办员的办理情况',
    en: 'What each village agent did, by share of consents confirmed by code',
  },
  scope: 'supervision:read',
  input: z.strictObject({
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(366)
      .default(30)
      .describe('Days looked back on, today included, Asia/Shanghai.'),
  }),
  output: z
    .strictObject({ items: z.array(AgentRecord).describe('Highest share confirmed by code first.') })
    .meta({ id: 'AgentRecordList', description: 'What each village agent did.' }),
});

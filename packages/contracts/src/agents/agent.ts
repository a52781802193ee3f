import { z } from 'zod';
import { Instant } from '../values/index.ts';

/** Identity of a village agent at the city's sign-in. */
export const AgentId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,62}$/)
  .describe('Identity of the agent at the city’s sign-in.');
export type AgentId = z.infer<typeof AgentId>;

/** Service point of an agent (代办点). */
export const AgentPlace = z
  .strictObject({
    code: z
      .string()
      .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
      .describe('Division code of the place, 6, 9 or 12 digits (GB/T 2260, GB/T 10114, 统计用区划代码).'),
    name: z.string().trim().min(1).max(60).describe('Name of the service point.'),
  })
  .meta({ id: 'AgentPlace', description: 'Service point of a village agent (代办点).' });
export type AgentPlace = z.infer<typeof AgentPlace>;

export const AgentStatus = z
  .enum(['ACTIVE', 'SUSPENDED'])
  .describe('ACTIVE may prepare consents, SUSPENDED may not.');
export type AgentStatus = z.infer<typeof AgentStatus>;

export const AgentDailyLimit = z
  .int()
  .min(1)
  .max(500)
  .describe('Most requests she may prepare in a day, Asia/Shanghai.');

/** How an agent knows that the owner is there. */
export const AgentPresence = z
  .enum(['ID_CARD_CHECKED', 'KNOWN_IN_PERSON'])
  .describe('ID_CARD_CHECKED looked at the identity card, KNOWN_IN_PERSON knows her.');
export type AgentPresence = z.infer<typeof AgentPresence>;

/** A village agent (代办员): helps owners to agree, and never agrees herself. */
export const Agent = z
  .strictObject({
    agentId: AgentId,
    name: z.string().min(1).max(100).describe('Name of the agent.'),
    place: AgentPlace,
    dailyLimit: AgentDailyLimit,
    status: AgentStatus,
    registeredAt: Instant.describe('When she was registered, UTC.'),
  })
  .meta({ id: 'Agent', description: 'A village agent (代办员).' });
export type Agent = z.infer<typeof Agent>;

/** What an agent did in a time, as the regulator sees it. */
export const AgentRecord = z
  .strictObject({
    agentId: AgentId,
    name: z.string().describe('Name of the agent.'),
    place: AgentPlace,
    status: AgentStatus,
    dailyLimit: AgentDailyLimit,
    prepared: z.int().nonnegative().describe('Requests she prepared.'),
    byCode: z.int().nonnegative().describe('Of these, confirmed by a one-time code read out to her.'),
    byOwnDevice: z.int().nonnegative().describe('Of these, confirmed by the owner on her own device.'),
    refused: z.int().nonnegative().describe('Of these, refused by the owner.'),
    busiestDay: z.int().nonnegative().describe('Most requests prepared on one day.'),
    codeShare: z
      .string()
      .regex(/^(0\.\d{4}|1\.0000)$/)
      .nullable()
      .describe('Share of the confirmed ones that were confirmed by code, four places; null where none was.'),
  })
  .meta({ id: 'AgentRecord', description: 'What a village agent did in a time.' });
export type AgentRecord = z.infer<typeof AgentRecord>;

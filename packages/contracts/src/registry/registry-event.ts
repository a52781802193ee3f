import { z } from 'zod';
import { RegistryEventId } from '../identifiers/index.ts';
import { Instant } from '../values/index.ts';

/** What the registry of enterprises may report. */
export const RegistryEventKind = z
  .enum([
    'LEGAL_REPRESENTATIVE_CHANGED',
    'DEREGISTERED',
    'LICENCE_REVOKED',
    'ABNORMAL_LISTED',
    'ABNORMAL_REMOVED',
    'REPORT_ANNULLED',
  ])
  .describe(
    'LEGAL_REPRESENTATIVE_CHANGED 法定代表人变更; DEREGISTERED 注销; LICENCE_REVOKED 吊销; ABNORMAL_LISTED 列入, ABNORMAL_REMOVED 移出经营异常名录 (市场主体登记管理条例 arts. 24, 31, 46; 企业信息公示暂行条例 arts. 17, 18); REPORT_ANNULLED the agency takes back a report of its own.',
  );
export type RegistryEventKind = z.infer<typeof RegistryEventKind>;

/** A change that an agency reported, and what became of it. */
export const RegistryEvent = z
  .strictObject({
    eventId: RegistryEventId,
    externalId: z.string().describe('Number the agency gave it.'),
    kind: RegistryEventKind,
    occurredAt: Instant.describe('When the registry changed, UTC.'),
    receivedAt: Instant.describe('When it was reported to the platform, UTC.'),
    status: z
      .enum(['RECEIVED', 'APPLIED'])
      .describe('RECEIVED kept and to be applied within seconds; APPLIED done.'),
    appliedAt: Instant.nullable().describe('When it was applied, UTC; null until then.'),
    consentsPaused: z
      .int()
      .nonnegative()
      .nullable()
      .describe('Consents it paused, of all banks; null until applied.'),
    authoritiesEnded: z
      .int()
      .nonnegative()
      .nullable()
      .describe('Authorities of persons it ended; null until applied.'),
  })
  .meta({ id: 'RegistryEvent', description: 'A change of registration that an agency reported.' });
export type RegistryEvent = z.infer<typeof RegistryEvent>;

import { z } from 'zod';
import { ResidentId, Uscc } from '../identifiers/index.ts';
import { RegistryEvent, RegistryEventKind } from '../registry/index.ts';
import { Instant } from '../values/index.ts';
import { operation } from './operation.ts';

export const reportRegistryEvent = operation({
  name: 'registry.report',
  method: 'POST',
  path: '/v1/registry/events',
  summary: {
    zh: '报送登记变更（法定代表人变更、注销、吊销、经营异常），或撤销误报',
    en: 'Report a change of registration: representative, deregistration, licence, abnormal operations; or annul one',
  },
  scope: 'registry:write',
  input: z
    .strictObject({
      externalId: z
        .string()
        .regex(/^[\x21-\x7e]{1,64}$/)
        .describe('Number of the change at the agency; reported again, it is the same event.'),
      uscc: Uscc.describe('Unified social credit code of the enterprise (GB 32100-2015).'),
      kind: RegistryEventKind,
      occurredAt: Instant.describe(
        'When the registry changed, UTC; not in the future, at most 400 days ago.',
      ),
      representative: z
        .strictObject({
          name: z.string().min(1).max(100).describe('Name of the new legal representative; kept encrypted.'),
          residentId: ResidentId.describe(
            'Resident number of the new legal representative (GB 11643); kept as a keyed hash only.',
          ),
        })
        .optional()
        .describe('Only of LEGAL_REPRESENTATIVE_CHANGED; left out where she has no resident number.'),
      annuls: z
        .string()
        .regex(/^[\x21-\x7e]{1,64}$/)
        .optional()
        .describe('Of REPORT_ANNULLED only: externalId of the report of its own that the agency takes back.'),
    })
    .refine(({ kind, annuls }) => (annuls !== undefined) === (kind === 'REPORT_ANNULLED'), {
      path: ['annuls'],
      message: '撤销误报须填写，其他类型不得填写 / Named when a report is annulled, and only then',
    })
    .refine(
      ({ kind, representative }) => representative === undefined || kind === 'LEGAL_REPRESENTATIVE_CHANGED',
      {
        path: ['representative'],
        message: '仅法定代表人变更可以填写 / Only a change of the legal representative names one',
      },
    ),
  output: RegistryEvent,
  status: 201,
  errors: ['SUBJECT_NOT_FOUND', 'REGISTRY_EVENT_CONFLICT'],
});

import { z } from 'zod';
import { LicenceId, ParticipantId } from '../identifiers/index.ts';
import { CalendarDate, Instant } from '../values/index.ts';

export const LicenceType = z
  .enum(['FINANCIAL_LICENCE', 'DATA_OPERATION_AUTHORISATION', 'OTHER'])
  .describe(
    'FINANCIAL_LICENCE 金融许可证, DATA_OPERATION_AUTHORISATION 公共数据授权运营, OTHER for the record only.',
  );
export type LicenceType = z.infer<typeof LicenceType>;

/** How near the end of something is: at most 30 days YELLOW, at most 7 or over RED. */
export const Light = z
  .enum(['GREEN', 'YELLOW', 'RED'])
  .describe('GREEN in order; YELLOW at most 30 days left; RED at most 7 days left, not yet valid, or over.');
export type Light = z.infer<typeof Light>;

/** What stands on a licence. */
export const LicenceFacts = {
  type: LicenceType,
  number: z.string().min(1).max(100).describe('Number on the licence.'),
  issuer: z.string().min(1).max(200).describe('Authority that issued it.'),
  validFrom: CalendarDate.describe('First day, inclusive, Asia/Shanghai.'),
  validTo: CalendarDate.nullable().describe('Last day, inclusive, Asia/Shanghai; null where it has no end.'),
};

/** A licence a participant holds or held. Nothing is served past its last day. */
export const HeldLicence = z
  .strictObject({
    licenceId: LicenceId,
    participantId: ParticipantId,
    ...LicenceFacts,
    light: Light.describe('How near its end is, today in Asia/Shanghai.'),
    daysLeft: z
      .int()
      .nullable()
      .describe('Whole days until the last day, 0 on it, negative after; null where it has no end.'),
    recordedAt: Instant.describe('When it was recorded, UTC.'),
    withdrawnAt: Instant.nullable().describe('When it was withdrawn, UTC; null while it stands.'),
    withdrawnReason: z.string().nullable().describe('Why it was withdrawn; null while it stands.'),
  })
  .meta({ id: 'HeldLicence', description: 'A licence of a participant.' });
export type HeldLicence = z.infer<typeof HeldLicence>;

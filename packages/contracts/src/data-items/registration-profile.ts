import { z } from 'zod';
import { Uscc } from '../identifiers/index.ts';
import { AmountCny, CalendarDate } from '../values/index.ts';
import { Text } from './text.ts';

/** 经营状态, as the registry names it. */
export const RegistrationStatus = z
  .enum(['ACTIVE', 'CANCELLED', 'REVOKED', 'MOVED_OUT', 'SUSPENDED'])
  .describe('Registry status: 存续 ACTIVE, 注销 CANCELLED, 吊销 REVOKED, 迁出 MOVED_OUT, 歇业 SUSPENDED.');
export type RegistrationStatus = z.infer<typeof RegistrationStatus>;

/** One stay on the list of abnormal operations (经营异常名录). */
export const AbnormalListing = z.strictObject({
  listedOn: CalendarDate.describe('Day the enterprise was listed, Asia/Shanghai.'),
  removedOn: CalendarDate.nullable().describe('Day it was removed, Asia/Shanghai; null while still listed.'),
  reason: Text(200).describe('Reason given by the registry, in its own words.'),
});

/** A change of legal representative (法定代表人变更). */
export const LegalRepresentativeChange = z.strictObject({
  changedOn: CalendarDate.describe('Day the registry approved the change, Asia/Shanghai.'),
});

/**
 * What the business registry says about one enterprise (企业登记信息).
 *
 * Source: market supervision registry, on event. Class P (public).
 */
export const RegistrationProfile = z
  .strictObject({
    uscc: Uscc.describe('Unified social credit code, GB 32100-2015; its checksum may mismatch.'),
    name: Text(200).describe('Registered name, as the registry writes it.'),
    status: RegistrationStatus,
    establishedOn: CalendarDate.describe('Day of establishment (成立日期), Asia/Shanghai.'),
    authority: Text(100).describe('Registering authority (登记机关), name in Chinese.'),
    divisionCode: z
      .string()
      .regex(/^\d{6}$/)
      .describe('Administrative division of the seat, GB/T 2260, 6 digits.'),
    industryCode: z
      .string()
      .regex(/^[A-T]\d{2,4}$/)
      .describe('Industry, GB/T 4754-2017: section letter and 2–4 digits.'),
    registeredCapital: AmountCny.describe('Registered capital (注册资本), in yuan.'),
    legalRepresentative: Text(100).describe('Name of the legal representative (法定代表人), as registered.'),
    legalRepresentativeChanges: z
      .array(LegalRepresentativeChange)
      .describe('Changes of legal representative, oldest first.'),
    abnormalListings: z
      .array(AbnormalListing)
      .describe('Stays on the list of abnormal operations, oldest first.'),
  })
  .meta({ id: 'RegistrationProfile', description: 'Business registration of one enterprise.' });
export type RegistrationProfile = z.infer<typeof RegistrationProfile>;

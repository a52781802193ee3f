import { z } from 'zod';
import { ReferralId } from '../identifiers/index.ts';
import { Referral, ReferralProposal, ReferralStatus } from '../referrals/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const oneReferral = z.strictObject({ referralId: ReferralId });
const revision = z
  .int()
  .nonnegative()
  .describe('Revision of the referral you looked at; another is refused.');

export const listReferrals = operation({
  name: 'referrals.list',
  method: 'GET',
  path: '/v1/referrals',
  summary: { zh: '列出转人工审批的申请', en: 'List what was referred to people, newest first' },
  scope: 'decisions:read',
  input: z.strictObject({ ...PageInput.shape, status: ReferralStatus.optional() }),
  output: page(Referral, 'ReferralPage'),
  errors: ['REFERRAL_NOT_GENUINE'],
});

export const getReferral = operation({
  name: 'referrals.get',
  method: 'GET',
  path: '/v1/referrals/{referralId}',
  summary: { zh: '查询一项人工审批', en: 'Read one referral' },
  scope: 'decisions:read',
  input: oneReferral,
  output: Referral,
  errors: ['REFERRAL_NOT_FOUND', 'REFERRAL_NOT_GENUINE'],
});

export const proposeReferral = operation({
  name: 'referrals.propose',
  method: 'POST',
  path: '/v1/referrals/{referralId}/propose',
  summary: {
    zh: '提出人工审批意见，由另一人复核后生效',
    en: 'Propose how a referral should be decided, for another person to confirm',
  },
  scope: 'referrals:work',
  input: z.strictObject({ ...oneReferral.shape, revision, ...ReferralProposal.shape }),
  output: Referral,
  errors: [
    'REFERRAL_NOT_FOUND',
    'REFERRAL_NOT_GENUINE',
    'REFERRAL_SETTLED',
    'REFERRAL_CHANGED_MEANWHILE',
    'REFERRAL_LIMIT_EXCEEDED',
    'REFERRAL_POLICY_RETIRED',
    'VALIDATION_FAILED',
    'SUBJECT_ERASED',
  ],
});

export const sendBackReferral = operation({
  name: 'referrals.sendBack',
  method: 'POST',
  path: '/v1/referrals/{referralId}/send-back',
  summary: {
    zh: '退回审批意见，重新审批',
    en: 'Send a proposal back, for the referral to be looked at anew',
  },
  scope: 'referrals:work',
  input: z.strictObject({ ...oneReferral.shape, revision }),
  output: Referral,
  errors: ['REFERRAL_NOT_FOUND', 'REFERRAL_NOT_GENUINE', 'REFERRAL_SETTLED', 'REFERRAL_CHANGED_MEANWHILE'],
});

export const confirmReferral = operation({
  name: 'referrals.confirm',
  method: 'POST',
  path: '/v1/referrals/{referralId}/confirm',
  summary: {
    zh: '复核审批意见，办结；提出人本人不能复核',
    en: 'Confirm a proposal and settle the referral; never by whoever proposed it',
  },
  scope: 'referrals:work',
  input: z.strictObject({ ...oneReferral.shape, revision }),
  output: Referral,
  errors: [
    'REFERRAL_NOT_FOUND',
    'REFERRAL_NOT_GENUINE',
    'REFERRAL_SETTLED',
    'REFERRAL_CHANGED_MEANWHILE',
    'REFERRAL_POLICY_RETIRED',
    'FOUR_EYES_REQUIRED',
    'CONSENT_PAUSED',
    'CONSENT_REVOKED',
    'CONSENT_EXPIRED',
    'SUBJECT_ERASED',
  ],
});

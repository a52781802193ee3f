import { z } from 'zod';
import { SubjectId } from '../identifiers/index.ts';
import {
  GivenIdentifier,
  IdentifierScheme,
  Note,
  Proposal,
  Subject,
  SubjectType,
} from '../participants/index.ts';
import { operation } from './operation.ts';

export const registerSubject = operation({
  name: 'subjects.register',
  method: 'POST',
  path: '/v1/subjects',
  summary: { zh: '登记主体及其代表人身份', en: 'Register a subject and who represents it' },
  scope: 'subjects:write',
  input: z.strictObject({
    type: SubjectType,
    name: z.string().min(1).max(200).describe('Registered name.'),
    identifier: GivenIdentifier.describe(
      'Its code: uscc of an ENTERPRISE, uscc or taxpayer-id of a SOLE_TRADER, resident-id of a PERSON.',
    ),
    sourceId: z.string().min(1).max(60).describe('Source that holds its data, e.g. city or import.'),
    sourceCode: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('Code the source knows the subject by; default its identifier.'),
    representative: z
      .strictObject({
        identityId: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{1,62}$/)
          .describe(
            'Identity at the city’s sign-in: legal representative, proprietor or the person herself.',
          ),
        name: z.string().min(1).max(100).describe('Name shown after sign-in.'),
      })
      .describe('Who may act for the subject.'),
  }),
  output: Subject,
  status: 201,
  errors: ['SUBJECT_ALREADY_REGISTERED', 'IDENTIFIER_INVALID', 'IDENTIFIER_IN_USE', 'DUTIES_IN_CONFLICT'],
});

export const getSubject = operation({
  name: 'subjects.get',
  method: 'GET',
  path: '/v1/subjects/{subjectId}',
  summary: { zh: '查询主体及其标识历史', en: 'Read a subject with the history of its codes' },
  scope: 'subjects:read',
  input: z.strictObject({ subjectId: SubjectId }),
  output: Subject,
  errors: ['SUBJECT_NOT_FOUND'],
});

export const findSubject = operation({
  name: 'subjects.find',
  // A person's code must stand in no address: this is a POST, though it changes nothing.
  method: 'POST',
  path: '/v1/subjects/find',
  summary: { zh: '按当前标识查找主体', en: 'Find the subject that bears a code now' },
  scope: 'subjects:read',
  input: z.strictObject({
    identifier: GivenIdentifier.describe('A code of any scheme, public or a person’s.'),
  }),
  output: Subject,
  errors: ['SUBJECT_NOT_FOUND'],
});

export const changeSubjectIdentifier = operation({
  name: 'subjects.changeIdentifier',
  method: 'POST',
  path: '/v1/subjects/{subjectId}/identifier',
  summary: { zh: '更换主体标识，主体编号不变', en: 'Change the code of a subject, whose id stays' },
  scope: 'subjects:write',
  input: z.strictObject({
    subjectId: SubjectId,
    identifier: GivenIdentifier.describe(
      'The code it bears from now on: none that another subject bears or ever bore.',
    ),
    reason: z
      .enum(['REISSUED', 'CORRECTED', 'MERGED'])
      .describe(
        'REISSUED: the authority gave a new one; MERGED: several codes became one; CORRECTED: the code so far never was the subject’s.',
      ),
  }),
  output: Subject,
  errors: ['SUBJECT_NOT_FOUND', 'IDENTIFIER_INVALID', 'IDENTIFIER_IN_USE'],
});

export const revealSubjectCode = operation({
  name: 'subjects.revealCode',
  // An act of its own with an entry in the log: a POST, though it changes nothing else.
  method: 'POST',
  path: '/v1/subjects/{subjectId}/code',
  summary: {
    zh: '查看自然人标识和姓名原文；须说明理由，并记入日志',
    en: 'See code and name of a person in full; says why and stands in the log',
  },
  scope: 'subjects:reveal',
  input: z.strictObject({
    subjectId: SubjectId,
    reason: z
      .enum(['IDENTITY_CHECK', 'OWNER_ASKED', 'AUTHORITY_ASKED', 'CORRECTION'])
      .describe(
        'IDENTITY_CHECK at admission; OWNER_ASKED she asks herself; AUTHORITY_ASKED a court or authority does; CORRECTION to check an objection.',
      ),
  }),
  output: z
    .strictObject({
      subjectId: SubjectId,
      name: z.string().describe('Name in full.'),
      scheme: IdentifierScheme,
      value: z.string().describe('The code in full. Keep it nowhere.'),
    })
    .meta({ id: 'RevealedCode', description: 'Code and name of a person in full.' }),
  errors: ['SUBJECT_NOT_FOUND', 'SUBJECT_ERASED'],
});

export const eraseSubject = operation({
  name: 'subjects.erase',
  method: 'POST',
  path: '/v1/subjects/{subjectId}/erase',
  summary: {
    zh: '提出删除主体的个人信息，由另一人复核后销毁其密钥，不可恢复',
    en: 'Propose to erase a subject: once another person approves, its key is destroyed for good',
  },
  scope: 'subjects:erase',
  input: z.strictObject({
    subjectId: SubjectId,
    reason: z
      .enum(['OWNER_ASKED', 'PURPOSE_FULFILLED', 'CONSENT_WITHDRAWN', 'UNLAWFUL'])
      .describe(
        'Ground of PIPL art. 47: her own wish, purpose fulfilled, consent withdrawn, unlawful handling.',
      ),
    note: Note.optional().describe('Words for whoever approves; without personal data.'),
  }),
  output: Proposal,
  status: 201,
  errors: ['SUBJECT_NOT_FOUND', 'SUBJECT_ERASED', 'SUBJECT_HAS_CONSENTS', 'PROPOSAL_PENDING'],
});

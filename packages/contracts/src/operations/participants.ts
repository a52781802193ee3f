import { z } from 'zod';
import { Uscc } from '../identifiers/index.ts';
import { Application, Subject, SubjectType } from '../participants/index.ts';
import { operation } from './operation.ts';

export const listApplications = operation({
  name: 'applications.list',
  method: 'GET',
  path: '/v1/applications',
  summary: { zh: '列出本机构的应用', en: 'List own applications' },
  scope: 'applications:read',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(Application).describe('Own applications.') })
    .meta({ id: 'Applications', description: 'Applications of one participant.' }),
});

export const registerSubject = operation({
  name: 'subjects.register',
  method: 'POST',
  path: '/v1/subjects',
  summary: { zh: '登记主体及其法定代表人身份', en: 'Register a subject and who represents it' },
  scope: 'subjects:write',
  input: z.strictObject({
    type: SubjectType,
    name: z.string().min(1).max(200).describe('Registered name.'),
    uscc: Uscc.describe('Unified social credit code, GB 32100-2015.'),
    sourceId: z.string().min(1).max(60).describe('Source that holds its data, e.g. city or import.'),
    sourceCode: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('Code the source knows the subject by; default its unified social credit code.'),
    representative: z
      .strictObject({
        identityId: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{1,62}$/)
          .describe('Identity at the city’s sign-in that acts as legal representative.'),
        name: z.string().min(1).max(100).describe('Name shown after sign-in.'),
      })
      .describe('Who may act for the subject.'),
  }),
  output: Subject,
  status: 201,
  errors: ['SUBJECT_ALREADY_REGISTERED'],
});

import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

/** What a token or a signed-in person may do. */
export const SCOPES = {
  'consents:read': { zh: '查看本行的授权', en: 'Read own consents' },
  'consents:write': { zh: '结束本行的授权', en: 'End own consents' },
  'data:read': { zh: '按授权获取数据', en: 'Fetch data under a consent' },
  'decisions:read': { zh: '查看本行的决策', en: 'Read own decisions' },
  'decisions:write': { zh: '发起授信决策', en: 'Make credit decisions' },
  'audit:read': { zh: '查看本行的访问日志和证明', en: 'Read own log entries and proofs' },
  'catalogue:read': { zh: '查看数据目录', en: 'Read the catalogue' },
  'applications:read': { zh: '查看本机构的应用', en: 'Read own applications' },
  'supervision:read': { zh: '监管查看全部访问日志', en: 'Read the whole log as a regulator' },
  'subjects:write': { zh: '登记主体', en: 'Register subjects' },
  'sources:write': { zh: '导入来源数据', en: 'Import source data' },
} as const satisfies Record<string, LocalizedText>;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];
export const Scope = z.enum(SCOPE_NAMES).describe('What a token may do.');

import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

/** What a token or a signed-in person may do. */
export const SCOPES = {
  'consents:read': { zh: '查看本行的授权', en: 'Read own consents' },
  'consents:write': { zh: '结束本行的授权', en: 'End own consents' },
  'data:read': { zh: '按授权获取数据', en: 'Fetch data under a consent' },
  'decisions:read': { zh: '查看本行的决策', en: 'Read own decisions' },
  'decisions:write': { zh: '发起授信决策', en: 'Make credit decisions' },
  'policies:read': { zh: '查看授信策略及其监测', en: 'Read lending policies and the watch over them' },
  'policies:write': { zh: '起草授信策略', en: 'Draft lending policies' },
  'policies:activate': {
    zh: '提出、复核启用和停用授信策略',
    en: 'Propose lending policies, put those of others in force, retire them',
  },
  'referrals:work': { zh: '人工审批转人工的申请', en: 'Decide on what was referred to people' },
  'audit:read': { zh: '查看本行的访问日志和证明', en: 'Read own log entries and proofs' },
  'catalogue:read': { zh: '查看数据目录', en: 'Read the catalogue' },
  'applications:read': { zh: '查看本机构的应用', en: 'Read own applications' },
  'supervision:read': { zh: '监管查看全部访问日志', en: 'Read the whole log as a regulator' },
  'applications:write': { zh: '管理本机构的应用和密钥', en: 'Manage own applications and keys' },
  'people:agree': {
    zh: '查看本机构人员，同意其变更',
    en: 'See own people and agree to changes of them',
  },
  'events:read': { zh: '读取本机构的事件', en: 'Read own events' },
  'webhooks:write': { zh: '管理本机构的事件推送地址', en: 'Manage own webhook endpoints' },
  'metering:read': { zh: '查看本机构的用量', en: 'Read own usage' },
  'cases:read': { zh: '查看本机构的工单', en: 'Read own cases' },
  'cases:write': { zh: '提交本机构的工单', en: 'Open own cases' },
  'participants:read': { zh: '查看全部参与方', en: 'Read all participants' },
  'participants:admit': {
    zh: '受理参与方及其应用和证照',
    en: 'Admit participants, their applications and licences',
  },
  'participants:suspend': { zh: '暂停参与方、应用和密钥', en: 'Suspend participants, applications and keys' },
  'proposals:decide': { zh: '复核他人提出的操作', en: 'Decide on what another person proposed' },
  'staff:read': { zh: '查看运营人员', en: 'Read the staff of the operator' },
  'staff:write': { zh: '提出人员角色变更', en: 'Propose changes of staff roles' },
  'console:open': { zh: '用命令行工具登录控制台', en: 'Sign in to the console with a tool of one’s own' },
  'break-glass:open': { zh: '紧急情况下单人操作', en: 'Act alone in an emergency' },
  'support:work': { zh: '处理工单', en: 'Work on support cases' },
  'metering:export': { zh: '导出全部用量', en: 'Export the usage of all participants' },
  'agents:write': { zh: '登记和管理代办员', en: 'Register and look after village agents' },
  'subjects:read': { zh: '查看主体及其标识', en: 'Read subjects and their identifiers' },
  'subjects:write': { zh: '登记主体', en: 'Register subjects' },
  'registry:write': { zh: '报送登记变更', en: 'Report changes of registration' },
  'corrections:assign': {
    zh: '指定各数据项由哪一机构负责',
    en: 'Say which agency answers for which data items',
  },
  'corrections:settle': { zh: '核查并答复数据异议', en: 'Check and settle objections to data' },
  'subjects:reveal': { zh: '查看个人标识原文', en: 'See the code of a person in full' },
  'subjects:erase': { zh: '提出删除主体的个人信息', en: 'Propose to erase the personal data of a subject' },
  'sources:read': { zh: '查看数据来源的运行状况', en: 'See how the sources are doing' },
  'sources:write': { zh: '导入来源数据', en: 'Import source data' },
} as const satisfies Record<string, LocalizedText>;

export type Scope = keyof typeof SCOPES;
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];
export const Scope = z.enum(SCOPE_NAMES).describe('What a token may do.');

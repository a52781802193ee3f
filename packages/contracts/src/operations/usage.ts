import { z } from 'zod';
import { OwnUsage, UsageExport } from '../usage/index.ts';
import { Month } from '../values/index.ts';
import { operation } from './operation.ts';

export const getUsage = operation({
  name: 'usage.get',
  method: 'GET',
  path: '/v1/usage',
  summary: { zh: '查询本机构某月用量和调用限额', en: 'Read own usage in a month and the limit of calls' },
  scope: 'metering:read',
  input: z.strictObject({ month: Month.optional().describe('Month, YYYY-MM; default the present one.') }),
  output: OwnUsage,
});

export const exportUsage = operation({
  name: 'usage.export',
  method: 'POST',
  path: '/v1/usage/exports',
  summary: {
    zh: '导出全部参与方某月用量；每次导出都记入日志',
    en: 'Export the usage of all participants in a month; every export is logged',
  },
  scope: 'metering:export',
  input: z.strictObject({ month: Month }),
  output: UsageExport,
});

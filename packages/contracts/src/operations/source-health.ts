import { z } from 'zod';
import { SourceHealth } from '../sources/index.ts';
import { operation } from './operation.ts';

export const listSources = operation({
  name: 'sources.list',
  method: 'GET',
  path: '/v1/sources',
  summary: {
    zh: '查看各数据来源的运行状况',
    en: 'See how the sources are doing: whether they answer, how fast, and how fresh their data are',
  },
  scope: 'sources:read',
  input: z.strictObject({}),
  output: z
    .strictObject({ items: z.array(SourceHealth).describe('All sources, the preferred first.') })
    .meta({ id: 'Sources', description: 'The sources of the platform.' }),
});

import { z } from 'zod';
import { ImportId } from '../identifiers/index.ts';
import { ImportRecord, ImportStatus, QuarantinedRow, QuarantineReason } from '../imports/index.ts';
import { Sha256Digest } from '../values/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

export const listImports = operation({
  name: 'sources.listImports',
  method: 'GET',
  path: '/v1/sources/import/files',
  summary: { zh: '列出本机构导入的文件', en: 'List own imported files, newest first' },
  scope: 'sources:write',
  input: z.strictObject({
    ...PageInput.shape,
    status: ImportStatus.optional().describe('Only imports in this status.'),
    contentHash: Sha256Digest.optional().describe('Only the file of these bytes, SHA-256 in base64url.'),
  }),
  output: page(ImportRecord, 'ImportPage'),
});

export const getImport = operation({
  name: 'sources.getImport',
  method: 'GET',
  path: '/v1/sources/import/files/{importId}',
  summary: { zh: '查询一次文件导入的进度或结果', en: 'Read the progress or the result of one file import' },
  scope: 'sources:write',
  input: z.strictObject({ importId: ImportId }),
  output: ImportRecord,
  errors: ['IMPORT_NOT_FOUND'],
});

export const listQuarantine = operation({
  name: 'sources.listQuarantine',
  method: 'GET',
  path: '/v1/sources/import/files/{importId}/quarantine',
  summary: {
    zh: '查看一次导入中被搁置的行（仅报送方可见）',
    en: 'List the rows of an import that were set aside, by line; for its sender only',
  },
  scope: 'sources:write',
  input: z.strictObject({
    importId: ImportId,
    reason: QuarantineReason.optional().describe('Only rows set aside for this reason.'),
    afterLine: z.coerce.number().int().min(0).default(0).describe('Only lines after this one; default 0.'),
    limit: z.coerce.number().int().min(1).max(500).default(100).describe('Most rows, 1–500; default 100.'),
  }),
  output: z
    .strictObject({
      items: z.array(QuarantinedRow).describe('Rows by line.'),
      nextAfterLine: z.int().nullable().describe('`afterLine` of the page that follows; null on the last.'),
    })
    .meta({ id: 'QuarantinePage', description: 'Rows of one import that were set aside.' }),
  errors: ['IMPORT_NOT_FOUND'],
});

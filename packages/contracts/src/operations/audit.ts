import { z } from 'zod';
import { LogEntry, LogProof, SupervisedEntry } from '../audit/index.ts';
import { ConsentId, EntryId } from '../identifiers/index.ts';
import { operation } from './operation.ts';
import { PageInput, page } from './page.ts';

const LogEntryPage = page(LogEntry, 'LogEntryPage');

export const listEntries = operation({
  name: 'audit.listEntries',
  method: 'GET',
  path: '/v1/audit/entries',
  summary: { zh: '列出与本机构有关的日志条目', en: 'List log entries that concern you, newest first' },
  scope: 'audit:read',
  input: z.strictObject({ ...PageInput.shape, consentId: ConsentId.optional() }),
  output: LogEntryPage,
});

const ProofInput = z.strictObject({
  entryId: EntryId,
  earlierSize: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .describe('Tree size of a checkpoint seen before; asks for a consistency proof from it.'),
});

export const getProof = operation({
  name: 'audit.getProof',
  method: 'GET',
  path: '/v1/audit/entries/{entryId}/proof',
  summary: { zh: '取得条目在日志中的证明', en: 'Get the proof that an entry is in the log' },
  scope: 'audit:read',
  input: ProofInput,
  output: LogProof,
  errors: ['ENTRY_NOT_FOUND', 'ENTRY_NOT_INTEGRATED', 'LOG_SIZE_UNKNOWN'],
});

export const listAllEntries = operation({
  name: 'supervision.listEntries',
  method: 'GET',
  path: '/v1/supervision/entries',
  summary: { zh: '监管查看最新日志条目', en: 'List the latest entries of the whole log' },
  scope: 'supervision:read',
  input: PageInput,
  output: page(SupervisedEntry, 'SupervisedEntryPage'),
});

export const getAnyProof = operation({
  name: 'supervision.getProof',
  method: 'GET',
  path: '/v1/supervision/entries/{entryId}/proof',
  summary: { zh: '监管取得任一条目的证明', en: 'Get the proof of any entry as a regulator' },
  scope: 'supervision:read',
  input: ProofInput,
  output: LogProof,
  errors: ['ENTRY_NOT_FOUND', 'ENTRY_NOT_INTEGRATED', 'LOG_SIZE_UNKNOWN'],
});

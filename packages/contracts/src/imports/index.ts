export * from './import-kind.ts';
export * from './import-record.ts';
export * from './import-rules.ts';

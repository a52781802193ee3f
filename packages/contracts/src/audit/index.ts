export * from './log-entry.ts';

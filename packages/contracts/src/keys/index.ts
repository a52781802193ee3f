export * from './key-history.ts';

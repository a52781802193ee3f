export * from './source-health.ts';

export * from './division.ts';
export type { Division } from './division-data.ts';
export * from './id.ts';
export * from './industry.ts';
export * from './industry-data.ts';
export * from './organization-code.ts';
export * from './resident-id.ts';
export * from './taxpayer-id.ts';
export * from './uscc.ts';

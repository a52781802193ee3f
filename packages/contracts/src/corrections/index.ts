export * from './correction.ts';
export * from './field-path.ts';

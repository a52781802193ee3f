export * from './case-category.ts';
export * from './case-deadline.ts';
export * from './case-light.ts';
export * from './case-text.ts';
export * from './support-case.ts';

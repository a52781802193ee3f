export * from './access.ts';
export * from './fair-use.ts';
export * from './human-review.ts';
export * from './person-duties.ts';
export * from './purpose.ts';
export * from './transition.ts';

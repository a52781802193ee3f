export * from './access.ts';
export * from './fair-use.ts';
export * from './transition.ts';

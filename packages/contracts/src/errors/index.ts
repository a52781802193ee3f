export * from './error-code.ts';
export * from './platform-error.ts';
export * from './problem.ts';
export * from './text-problems.ts';

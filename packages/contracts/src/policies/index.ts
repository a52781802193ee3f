export * from './policy-version.ts';
export * from './policy-watch.ts';

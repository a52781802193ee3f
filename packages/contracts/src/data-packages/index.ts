export * from './data-package.ts';

export * from './application.ts';
export * from './subject.ts';

export * from './reason-code.ts';

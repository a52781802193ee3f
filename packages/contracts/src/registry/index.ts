export * from './registry-event.ts';

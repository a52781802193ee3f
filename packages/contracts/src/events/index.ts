export * from './cloud-event.ts';
export * from './envelope-of.ts';
export * from './event-type.ts';

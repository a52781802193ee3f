export * from './consent.ts';
export * from './consent-request.ts';
export * from './consent-status.ts';
export * from './consent-template.ts';
export * from './disclosure.ts';
export * from './purpose.ts';

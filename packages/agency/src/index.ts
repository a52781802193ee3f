/** For an agency that connects over HTTP, and for the platform that calls it: docs/en/guides/connect-an-agency.md. */
export * from './agency-error.ts';
export * from './client/agency-client.ts';
export * from './client/origin.ts';
export * from './openapi.ts';
export * from './reference/agency-document.ts';
export * from './reference/document-holdings.ts';
export * from './service/holdings.ts';
export * from './service/serve-agency.ts';
export type * from './signatures/http-message.ts';
export * from './signatures/message-keys.ts';
export * from './signatures/profile.ts';

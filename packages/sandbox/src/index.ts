/** The sandbox: a seeded city of invented enterprises and people, and an owner who answers consent pages. */
export * from './city/index.ts';
export { OwnerBrowser } from './owner/owner-browser.ts';
export * from './simulation/index.ts';

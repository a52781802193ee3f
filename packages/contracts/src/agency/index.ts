/** What the platform and the service of an agency say to each other over HTTP. */
export * from './agency-state.ts';
export * from './agency-subject.ts';
export * from './changes.ts';
export * from './page.ts';
export * from './problem.ts';
export * from './read.ts';

export { AGENCY_RANGE, type AgencyDatabase, agencyCode, createAgencyDatabase } from './agency-database.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { startTestDatabase, type TestServer } from './test-server.ts';

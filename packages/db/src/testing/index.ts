export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { startTestDatabase, type TestServer } from './test-server.ts';

import { startTestDatabase } from './test-server.ts';

/** For vitest's `globalSetup`: one server for the run, stopped after it. */
export default async function setup(): Promise<() => Promise<void>> {
  const { stop } = await startTestDatabase();
  return stop;
}

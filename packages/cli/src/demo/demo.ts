import { mainJob } from './main-job.ts';
import { Narrator } from './narrator.ts';
import { portfolioJob } from './portfolio-job.ts';

/**
 * Plays the whole job against a server of its own and prints what really happened.
 *
 * @param options.data Folder with real firms and invoices; without it a persona of the sandbox.
 * @param options.json Prints one JSON object as the last line of standard output.
 */
export async function demo({ data, json }: { data?: string; json: boolean }): Promise<void> {
  const narrator = new Narrator();
  const result = data === undefined ? await mainJob(narrator) : await portfolioJob(narrator, data);
  if (json) process.stdout.write(`${JSON.stringify(result)}\n`);
  if (!result.ok) process.exitCode = 1;
}

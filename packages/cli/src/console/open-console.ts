import { type Caller, clientOf } from '../run/credentials.ts';

/** Prints a one-time code to sign in to the operator’s console with, and where to enter it. */
export async function openConsole(caller: Caller): Promise<void> {
  const { code, expiresAt } = await clientOf(caller).call('console.open', {});
  process.stderr.write(
    `${new URL('/sign-in?to=operator', caller.url).href}\nenter this code there, once, before ${expiresAt}:\n`,
  );
  process.stdout.write(`${code}\n`);
}

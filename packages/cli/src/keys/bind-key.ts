import { readFileSync, writeFileSync } from 'node:fs';
import { PlatformError } from '@xinqiao/contracts';
import { z } from 'zod';

const Founded = z.object({
  staff: z.array(z.object({ identityId: z.string(), applicationId: z.string() })),
});

export interface Binding {
  /** Credentials file that `keys create` wrote. */
  readonly key: string;
  readonly application?: string;
  /** `founded.json` of the installation, and whose tool of it this is. */
  readonly founded?: string;
  readonly identity?: string;
}

/** Writes into a credentials file which application its key belongs to. @throws {PlatformError} `CONFIGURATION_INVALID` */
export function bindKey({ key, application, founded, identity }: Binding): void {
  const applicationId =
    application ??
    (founded === undefined
      ? undefined
      : read('--founded', founded, Founded).staff.find((each) => each.identityId === identity)
          ?.applicationId);
  if (applicationId === undefined)
    throw wrong('--application', 'is missing, and no tool of that identity stands in the founding');
  const credentials = read('--key', key, z.looseObject({ keyId: z.string(), privateKey: z.looseObject({}) }));
  writeFileSync(key, `${JSON.stringify({ ...credentials, applicationId }, null, 2)}\n`, { mode: 0o600 });
  process.stdout.write(`${applicationId}\n`);
}

function read<S extends z.ZodType>(setting: string, path: string, schema: S): z.output<S> {
  try {
    return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw wrong(setting, 'is not a readable file of that kind', cause);
  }
}

const wrong = (setting: string, problem: string, cause?: unknown) =>
  new PlatformError('CONFIGURATION_INVALID', { details: { setting, problem }, cause });

import { readFileSync } from 'node:fs';
import { PlatformError } from '@xinqiao/contracts';
import { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { z } from 'zod';

/** What `xinqiao keys create` writes, and what a sandbox leaves in its `applications` folder. */
const Credentials = z.object({
  applicationId: z.string().optional(),
  keyId: z.string(),
  privateKey: z.looseObject({ kty: z.literal('EC'), d: z.string() }),
});

export interface Caller {
  /** Address of the platform. */
  readonly url: string;
  /** Path of the credentials file. */
  readonly as: string;
  /** Application the key belongs to; default the one in the file. */
  readonly application?: string;
}

/** Opens the client of one application. @throws {PlatformError} `CONFIGURATION_INVALID` */
export function clientOf({ url, as, application }: Caller): XinqiaoOperator {
  const { applicationId, keyId, privateKey } = readCredentials(as);
  const id = application ?? applicationId;
  if (id === undefined)
    throw new PlatformError('CONFIGURATION_INVALID', {
      details: { setting: '--application', problem: 'the credentials file names no application' },
    });
  return new XinqiaoOperator({ baseUrl: url, applicationId: id, key: { keyId, privateKey } });
}

function readCredentials(path: string) {
  try {
    return Credentials.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new PlatformError('CONFIGURATION_INVALID', {
      details: { setting: '--as', problem: 'is not a readable credentials file' },
      cause,
    });
  }
}

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StaffRole } from '@xinqiao/contracts';
import { createTestDatabase } from '@xinqiao/db/testing';
import type { XinqiaoOperator } from '@xinqiao/sdk/operator';
import { callerOf, keyPair } from '../applications/support/people.ts';
import { type Platform, startPlatformOn } from './platform.ts';

export interface FoundedPlatform extends Platform {
  /** A member of the first staff at her tool. */
  tool(identityId: string): Pick<XinqiaoOperator, 'call'>;
}

/**
 * An installation that is no sandbox: an operator, its licence and its first staff, and nobody else.
 *
 * @param environment Variables of the configuration beside those.
 */
export async function foundedPlatform(
  staff: Readonly<Record<string, { readonly name: string; readonly roles: readonly StaffRole[] }>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<FoundedPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-founded-'));
  const people = await Promise.all(
    Object.entries(staff).map(async ([identityId, { name, roles }]) => ({
      ...{ identityId, name, roles, keys: await keyPair(`${identityId}-key`) },
    })),
  );
  const founding = {
    operator: {
      name: { zh: '亳州运营方', en: 'Bozhou Operator' },
      licences: [
        {
          ...{ type: 'DATA_OPERATION_AUTHORISATION', number: '1', issuer: '亳州市数据资源管理局' },
          ...{ validFrom: '2020-01-01', validTo: null },
        },
      ],
    },
    staff: people.map(({ identityId, name, roles, keys }) => ({
      ...{ identityId, name, roles, publicKey: keys.publicKey },
    })),
  };
  const path = join(folder, 'founding.json');
  writeFileSync(path, JSON.stringify(founding));
  const database = await createTestDatabase();
  const platform = await startPlatformOn(
    { ...database, url: database.urls.migration },
    { XINQIAO_SANDBOX: 'off', XINQIAO_FOUNDING: path, XINQIAO_DIRECTORY: folder, ...environment },
  );
  const founded = JSON.parse(readFileSync(join(folder, 'founded.json'), 'utf8')) as {
    staff: { identityId: string; applicationId: string }[];
  };
  return {
    ...platform,
    tool: (identityId) => {
      const { keys } = people.find((person) => person.identityId === identityId) ?? {};
      const { applicationId } = founded.staff.find((person) => person.identityId === identityId) ?? {};
      if (keys === undefined || applicationId === undefined) throw new Error(`${identityId} founded nothing`);
      const { privateKey, publicKey } = keys;
      return callerOf(platform, { applicationId, privateKey, keyId: publicKey.kid });
    },
    async close() {
      await platform.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { openPersonalVault } from '../keys/subject-keys/personal-vault.ts';
import { keptSubjectName, subjectName } from './names.ts';

const vault = openPersonalVault(randomBytes(32).toString('hex'), undefined as never, undefined as never);

it.each(['亳州市某某药业有限公司', 'v1|某某公司', 's1|sub_1|某某公司'])(
  'a firm called %s is kept and shown as the register writes it',
  async (name) => {
    const firm = { id: 'sub_1', type: 'ENTERPRISE', name } as const;
    const kept = await keptSubjectName(vault, undefined as never, firm);
    expect(await subjectName(vault, undefined as never, { ...firm, name: kept })).toBe(name);
  },
);

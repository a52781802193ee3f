import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformError } from '@xinqiao/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { readFields } from './read-fields.ts';

const folder = mkdtempSync(join(tmpdir(), 'xinqiao-fields-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const refusalOf = (...words: string[]) => {
  try {
    readFields(words);
  } catch (error) {
    return error as PlatformError;
  }
  throw new Error('nothing was refused');
};

describe('readFields', () => {
  it('reads = as text, whatever it looks like', () => {
    expect(readFields(['number=007', 'note=a=b'])).toEqual({ number: '007', note: 'a=b' });
  });

  it('reads := as JSON', () => {
    expect(readFields(['limit:=5', 'roles:=["ADMISSION"]', 'note:=null'])).toEqual({
      limit: 5,
      roles: ['ADMISSION'],
      note: null,
    });
  });

  it('reads :=@ from a file', () => {
    const path = join(folder, 'key.json');
    writeFileSync(path, '{"kty":"EC"}');
    expect(readFields([`key:=@${path}`])).toEqual({ key: { kty: 'EC' } });
  });

  it('follows dots into objects', () => {
    expect(readFields(['name.zh=涡河银行', 'name.en=Guohe Bank'])).toEqual({
      name: { zh: '涡河银行', en: 'Guohe Bank' },
    });
  });

  it('names every word that cannot be read, at once', () => {
    const { code, errors } = refusalOf('alone', 'limit:=five', 'key:=@/nowhere/key.json');
    expect(code).toBe('VALIDATION_FAILED');
    expect(errors.map(({ path }) => path)).toEqual(['alone', 'limit', 'key']);
  });

  it.each([
    ['a=1', 'a=2'],
    ['a=1', 'a.b=2'],
    ['a.b=1', 'a=2'],
  ])('refuses a member given twice: %s %s', (...words) => {
    expect(refusalOf(...words).errors).toHaveLength(1);
  });

  it.each(['__proto__.polluted=1', 'a.constructor.b=1', '.a=1', 'a..b=1'])(
    'refuses the path of %s',
    (word) => {
      expect(refusalOf(word)).toBeInstanceOf(PlatformError);
      expect({}).not.toHaveProperty('polluted');
    },
  );
});

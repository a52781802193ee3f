import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openVault } from '../../keys/vault.ts';
import { openRow, sealRows } from './sealed-aside.ts';

const vault = openVault('a secret of at least thirty-two characters');
const texts = fc.array(fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')));

describe('rows set aside', () => {
  it('any rows: they are sealed one by one, and open for their own import only', () => {
    fc.assert(
      fc.property(texts, (rows) => {
        const sealed = sealRows(vault, 'imp_1', rows);
        expect(sealed.map((row) => openRow(vault, 'imp_1', row))).toEqual(rows);
        for (const row of sealed) expect(() => openRow(vault, 'imp_2', row)).toThrow();
      }),
    );
  });

  it('that were stored before they were sealed are read as they are', () => {
    expect(openRow(vault, 'imp_1', 'A,B,C')).toBe('A,B,C');
  });
});

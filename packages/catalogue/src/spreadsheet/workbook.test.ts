import { describe, expect, it } from 'vitest';
import { workbook } from './workbook.ts';

/** The whole archive as text: its files are stored without compression. */
const textOf = (cells: readonly (string | number)[], name = 'Sheet') =>
  new TextDecoder().decode(workbook([{ name, columns: [{ title: 'Column', width: 10 }], rows: [cells] }]));

describe('workbook · ECMA-376', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("https://example.cn")'])(
    'a text that begins like a formula stays a text: %s',
    (text) => {
      const written = textOf([text]);
      expect(written).not.toContain('<f>');
      expect(written).toContain('r="A2" s="0" t="inlineStr"');
    },
  );

  it('a number is a number', () => {
    expect(textOf([24])).toContain('<c r="A2" s="0"><v>24</v></c>');
  });

  it('marks of XML are written as such, in cells and in the name of a sheet', () => {
    const written = textOf(['a < b & "c" > d'], 'A & B');
    expect(written).toContain('a &lt; b &amp; &quot;c&quot; &gt; d');
    expect(written).toContain('name="A &amp; B"');
  });

  it('what XML cannot hold is left out: control characters, half a pair of surrogates', () => {
    expect(textOf(['a\u0000b\u001bc\ud800d'])).toContain('>abcd<');
  });

  it('keeps characters beyond the basic plane, tabs and line breaks', () => {
    expect(textOf(['𠮷\t\n'])).toContain('>𠮷\t\n<');
  });

  it('the first row stays in sight and filters the others', () => {
    const written = textOf(['x']);
    expect(written).toContain('ySplit="1"');
    expect(written).toContain('<autoFilter ref="A1:A2"/>');
  });
});

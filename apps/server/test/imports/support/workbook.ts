import { crc32, deflateRawSync } from 'node:zlib';

interface Part {
  readonly name: string;
  readonly text: string;
}

/** A zip file (APPNOTE 6.3) of these parts, compressed. */
export function zip(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of parts) {
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    centrals.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, place, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, central, Buffer.from('PK\x05\x06'), end]);
}

/** A cell of a workbook: text goes to the shared strings, a number stands as it is, `day` is a number shown as a date. */
export type WorkbookCell = string | number | { readonly day: number } | { readonly inline: string } | null;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const letter = (column: number) => String.fromCharCode(65 + column);

interface WorkbookOptions {
  /** Names of the sheets; only the first has rows. */
  readonly sheets?: readonly string[];
  readonly date1904?: boolean;
}

/** An Excel workbook (ECMA-376), as Excel writes it in the main. */
export function workbook(rows: readonly (readonly WorkbookCell[])[], options: WorkbookOptions = {}): Buffer {
  const shared: string[] = [];
  const cellXml = (cell: WorkbookCell, place: string): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
    if (typeof cell === 'object')
      return 'day' in cell
        ? `<c r="${place}" s="1"><v>${cell.day}</v></c>`
        : `<c r="${place}" t="inlineStr"><is><t>${escaped(cell.inline)}</t></is></c>`;
    return `<c r="${place}" t="s"><v>${shared.push(cell) - 1}</v></c>`;
  };
  const sheet = rows
    .map((row, at) => {
      const cells = row.map((cell, column) => cellXml(cell, `${letter(column)}${at + 1}`)).join('');
      return `<row r="${at + 1}">${cells}</row>`;
    })
    .join('');
  const texts = shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('');
  return workbookOf({ sheet, texts }, options);
}

/** A workbook of this XML: its rows, and the texts they share. */
export function workbookOf(
  { sheet, texts = '' }: { readonly sheet: string; readonly texts?: string },
  { sheets = ['Sheet1'], date1904 = false }: WorkbookOptions = {},
): Buffer {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return zip([
    {
      name: 'xl/workbook.xml',
      text: `<workbook ${main} xmlns:r="${relations}"><workbookPr date1904="${date1904 ? 1 : 0}"/><sheets>${sheets
        .map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      text: `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
    },
    {
      name: 'xl/styles.xml',
      text: `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      text: `<sst ${main}>${texts}</sst>`,
    },
  ]);
}

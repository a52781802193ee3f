import { DATA_ITEM_SCHEMAS, type DataItemId } from '@xinqiao/contracts';
import type { z } from 'zod';
import type { ListItemId } from '../source.ts';

/** One member of a record, and how its column is asked for. */
export interface ItemField {
  readonly name: string;
  /** TEXT and MONEY are cast to text, so that no digit is lost; JSON is taken as it is. */
  readonly as: 'TEXT' | 'MONEY' | 'JSON';
}

export interface ItemRows {
  readonly fields: readonly ItemField[];
  /** Schema of one row. */
  readonly row: z.ZodObject;
}

export const isListItem = (item: DataItemId): item is ListItemId =>
  DATA_ITEM_SCHEMAS[item].def.type === 'array';

/** Schema and members of one row of an item; of an item that is a single record, that record’s. */
export const rowsOf = (item: DataItemId): ItemRows => ITEM_ROWS[item];

function castOf(field: z.ZodType): ItemField['as'] {
  const inner = field.def.type === 'nullable' ? (field as z.ZodNullable<z.ZodType>).unwrap() : field;
  if (inner.def.type !== 'string' && inner.def.type !== 'enum') return 'JSON';
  const takes = (text: string) => inner.safeParse(text).success;
  return takes('12.30') && !takes('12.3') ? 'MONEY' : 'TEXT';
}

const HAS_TWO_PLACES = /[1-9]\d*\.\d\d$/;

/** An amount as PostgreSQL writes a numeric, with two places; as it is where that would change it. */
export function withTwoPlaces(value: unknown): unknown {
  if (typeof value !== 'string' || HAS_TWO_PLACES.test(value)) return value;
  const [, sign = '', whole, places = ''] = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(value) ?? [];
  if (whole === undefined) return value;
  const amount = `${whole}.${places.padEnd(2, '0')}`;
  return /^0+\.00$/.test(amount) ? amount : `${sign}${amount}`;
}

const ITEM_ROWS = Object.fromEntries(
  Object.entries(DATA_ITEM_SCHEMAS).map(([item, schema]) => {
    const shape = schema as unknown as z.ZodObject | z.ZodArray<z.ZodObject>;
    const row = 'element' in shape ? shape.element : shape;
    const fields = Object.entries(row.shape).map(([name, field]) => ({
      name,
      as: castOf(field as z.ZodType),
    }));
    return [item, { fields, row }];
  }),
) as Record<string, ItemRows> as Readonly<Record<DataItemId, ItemRows>>;

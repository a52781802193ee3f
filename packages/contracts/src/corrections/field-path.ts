import { z } from 'zod';
import { DATA_ITEM_SCHEMAS, type DataItemId } from '../data-items/index.ts';

/** Dotted path of a field in one record of an item: `taxPayable`, `abnormalListings.0.removedOn`. */
export const FieldPath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z][A-Za-z0-9]*(\.([A-Za-z][A-Za-z0-9]*|0|[1-9]\d{0,4}))*$/)
  .describe('Dotted path of the field in one record of the item, by its schema.');

/**
 * Whether a record of the item can have a field at that path. `0` and other numbers stand for an element of a list
 * within the record; the list of records itself is no part of the path.
 */
export function isFieldOf(item: DataItemId, path: string): boolean {
  if (!FieldPath.safeParse(path).success) return false;
  let schema = recordSchema(item);
  for (const step of path.split('.')) {
    const next = child(unwrap(schema), step);
    if (next === undefined) return false;
    schema = next;
  }
  return true;
}

/** Names of the fields of one record, in the order of the schema. */
export function fieldsOf(item: DataItemId): string[] {
  const record = unwrap(recordSchema(item));
  return record instanceof z.ZodObject ? Object.keys(record.shape) : [];
}

function recordSchema(item: DataItemId): z.ZodType {
  const whole = unwrap(DATA_ITEM_SCHEMAS[item]);
  return whole instanceof z.ZodArray ? (whole.element as z.ZodType) : whole;
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable || schema instanceof z.ZodOptional
    ? unwrap(schema.unwrap() as z.ZodType)
    : schema;
}

function child(schema: z.ZodType, step: string): z.ZodType | undefined {
  if (schema instanceof z.ZodArray) return /^\d/.test(step) ? (schema.element as z.ZodType) : undefined;
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, step)) return undefined;
  return schema.shape[step] as z.ZodType;
}

import {
  type CatalogueField,
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type FieldType,
  type LocalizedText,
} from '@xinqiao/contracts';
import { z } from 'zod';
import type { DataItemDefinition } from '../data-item-definition.ts';
import { COURT_WORDS } from './court-words.ts';
import { text, type WordsByPath } from './field-words.ts';
import { INVOICE_WORDS } from './invoice-words.ts';
import { LIVELIHOOD_WORDS } from './livelihood-words.ts';
import { REGISTRATION_WORDS } from './registration-words.ts';
import { TAX_WORDS } from './tax-words.ts';

/** Names and meanings of every field, by item and path. */
export const FIELD_WORDS: Readonly<Record<DataItemId, WordsByPath>> = {
  ...REGISTRATION_WORDS,
  ...TAX_WORDS,
  ...INVOICE_WORDS,
  ...LIVELIHOOD_WORDS,
  ...COURT_WORDS,
};

/** A field as the schema has it, without the words that only people need. */
export type SchemaField = Pick<CatalogueField, 'path' | 'type' | 'mayBeNull'> & {
  /** As `.describe` of the schema says, in English. */
  readonly description: string;
  readonly codes: readonly string[];
};

/** JSON Schema 2020-12, as far as it occurs in records. */
interface Node {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
}

/** Types of the values that have a name of their own in the contracts. */
const NAMED: Readonly<Record<string, FieldType>> = {
  AmountCny: 'AMOUNT',
  NonNegativeAmountCny: 'AMOUNT',
  Ratio: 'RATIO',
  UsageQuantity: 'DECIMAL',
  CalendarDate: 'DATE',
  Month: 'MONTH',
};
const PLAIN: Readonly<Record<string, FieldType>> = {
  integer: 'INTEGER',
  number: 'INTEGER',
  boolean: 'BOOLEAN',
  string: 'TEXT',
  array: 'LIST',
};

/** The fields of an item’s records, derived from their JSON Schema, in its order; of a list those of its entries. */
export function schemaFields(item: DataItemId): SchemaField[] {
  const document = z.toJSONSchema(DATA_ITEM_SCHEMAS[item], { io: 'output' }) as Node;
  const resolved = (node: Node): Node => {
    const named = node.$ref && document.$defs?.[node.$ref.replace('#/$defs/', '')];
    return named ? { ...resolved(named), ...node } : node;
  };
  const records = resolved(document);
  return fieldsOf(records.items ? resolved(records.items) : records, '');

  function fieldsOf(record: Node, prefix: string): SchemaField[] {
    return Object.entries(record.properties ?? {}).flatMap(([name, declared]) => {
      const path = `${prefix}${name}`;
      const choices = (declared.anyOf ?? [declared]).filter(({ type }) => type !== 'null');
      const node = resolved(choices[0] ?? declared);
      const type = node.enum ? 'CODE' : (NAMED[nameOf(node)] ?? PLAIN[node.type ?? '']);
      if (type === undefined)
        throw new TypeError(`${item}: ${path} has a shape the catalogue cannot describe`);
      const field: SchemaField = {
        ...{ path, type },
        mayBeNull: choices.length < (declared.anyOf?.length ?? 1),
        description: declared.description ?? node.description ?? '',
        codes: node.enum ?? [],
      };
      const entry = node.items && resolved(node.items);
      return [field, ...(entry?.properties ? fieldsOf(entry, `${path}[].`) : [])];
    });
  }
}

const nameOf = ({ $ref = '' }: Node): string => $ref.replace('#/$defs/', '');

const UNIT_OF: Readonly<Partial<Record<FieldType, LocalizedText>>> = {
  AMOUNT: text('元', 'yuan'),
  RATIO: text('比率', 'fraction'),
};

/** The fields of an item as the catalogue shows them. */
export function itemFields({ id, sensitivity, level }: DataItemDefinition): CatalogueField[] {
  return schemaFields(id).map(({ path, type, mayBeNull, description, codes }) => {
    const words = FIELD_WORDS[id][path];
    if (words === undefined) throw new TypeError(`${id}: ${path} has no words`);
    return {
      path,
      name: words.name,
      description: { zh: words.meaning, en: description },
      type,
      unit: words.unit ?? UNIT_OF[type] ?? null,
      mayBeNull,
      codes: codes.map((code) => ({ code, name: words.codes?.[code] ?? { zh: code, en: code } })),
      sensitivity: words.sensitivity ?? sensitivity,
      level: words.level ?? level,
    };
  });
}

import {
  type CalendarDate,
  DATA_ITEM_SCHEMAS,
  type DataItemId,
  type DataLevel,
  type DisclosureLevel,
  type LocalizedText,
  type Period,
  type Sensitivity,
} from '@xinqiao/contracts';
import type { z } from 'zod';

/** One shape an item had or has. What was published under a version never changes: a breaking change is the next one. */
export interface ItemVersion {
  /** From 1. */
  readonly version: number;
  /** First day it is delivered, Asia/Shanghai. */
  readonly validFrom: CalendarDate;
  /** What it brought. */
  readonly change: LocalizedText;
}

/** One item of the catalogue of data resources (数据资源目录). */
export interface DataItemDefinition {
  readonly id: DataItemId;
  /** Version of `schema`, from 1; it rises with every change of shape. */
  readonly version: number;
  /** All versions, oldest first; the last is the present one. */
  readonly versions: readonly ItemVersion[];
  readonly name: LocalizedText;
  /** Agency that owns the data. */
  readonly agency: LocalizedText;
  /** How often the source changes. */
  readonly updateFrequency: 'event' | 'day' | 'month' | 'quarter' | 'year';
  /** Oldest that a record may be when it is delivered: what the agency promises. */
  readonly freshness: Period;
  /** How far back the agency keeps it. */
  readonly retention: Period;
  readonly sensitivity: Sensitivity;
  readonly level: DataLevel;
  /** Law the source rests on; what a bank may read rests on the enterprise's consent besides. */
  readonly legalBasis: string;
  /** Levels on offer, least first. */
  readonly allowedDisclosure: readonly DisclosureLevel[];
  /** Shape of the records. */
  readonly schema: z.ZodType;
}

type Facts = Omit<DataItemDefinition, 'id' | 'version' | 'versions' | 'schema'> & {
  /** Versions after the first. */
  readonly later?: readonly ItemVersion[];
  /** First day of version 1. Default: the first day of the platform. */
  readonly since?: CalendarDate;
};

const FIRST = { zh: '首次发布', en: 'First published' };

/** An item as its agency publishes it. */
export function define<K extends DataItemId>(
  id: K,
  { later = [], since = '2026-01-01', ...facts }: Facts,
): DataItemDefinition & { readonly id: K } {
  const versions = [{ version: 1, validFrom: since, change: FIRST }, ...later];
  return { id, ...facts, version: versions.length, versions, schema: DATA_ITEM_SCHEMAS[id] };
}

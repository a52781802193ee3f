import type { DataItemId, LocalizedText } from '@xinqiao/contracts';
import { FIELD_WORDS } from './item-fields.ts';

/** What people call the field of a record at a path, `abnormalListings.0.removedOn`; the path where it has no name. */
export const fieldName = (item: DataItemId, path: string): LocalizedText =>
  FIELD_WORDS[item][path.replaceAll(/\.\d+/g, '[]').replace(/\[\]$/, '')]?.name ?? { zh: path, en: path };

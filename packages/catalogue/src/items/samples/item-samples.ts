import type { DataItemId, DataItemRecords } from '@xinqiao/contracts';
import { INVOICE_SAMPLES } from './invoice-samples.ts';
import { OTHER_SAMPLES } from './other-samples.ts';
import { REGISTRATION_SAMPLES } from './registration-samples.ts';
import { TAX_SAMPLES } from './tax-samples.ts';

export type SamplesOf<K extends DataItemId> = Pick<DataItemRecords, K>;

/** Records of one enterprise that does not exist, to show what an item looks like when it is delivered. */
export const ITEM_SAMPLES: DataItemRecords = {
  ...REGISTRATION_SAMPLES,
  ...TAX_SAMPLES,
  ...INVOICE_SAMPLES,
  ...OTHER_SAMPLES,
};

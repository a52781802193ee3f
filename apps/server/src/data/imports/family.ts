import type { ImportKind } from '@xinqiao/contracts';
import type { SourceFamily } from '@xinqiao/db';

/** Where rows of a kind of file are stored. */
export const familyOf = (kind: ImportKind): SourceFamily =>
  kind === 'tax-payments' ? 'TAX_PAYMENTS' : 'INVOICES';

import { IMPORT_KINDS, type ImportKind } from '@xinqiao/contracts';

/** The header of a kind as CSV. */
export const headerOf = (kind: ImportKind): string => `${IMPORT_KINDS[kind].columns.join(',')}\n`;

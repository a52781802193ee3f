/** What imported files are called as a source. */
export const IMPORT_SOURCE_ID = 'import';

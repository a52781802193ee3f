export { type AssemblyInput, assemblePackage, type ConsentTerms, type ItemResult } from './assemble.ts';
export { cutRecords } from './cut-records.ts';
export type { Sha256 } from './hash-canonical.ts';
export { packageIndicators } from './package-indicators.ts';

export {
  type AssemblyInput,
  assemblePackage,
  type ConsentTerms,
  type ItemResult,
  isOffered,
} from './assemble.ts';
export { coveredDays } from './covered-days.ts';
export { cutRecords } from './cut-records.ts';
export { begunDays, figuresOf } from './days-read.ts';
export { disputesOf, type OpenDispute } from './disputes-of.ts';
export {
  hashCanonical,
  type KeyedHash,
  type Sha256,
  type SnapshotHashes,
  snapshotHashes,
} from './hash-canonical.ts';
export {
  asksForTheSame,
  checkItems,
  type KeptTerms,
  requireCurrent,
  type Termed,
  withSourceDays,
} from './kept-package.ts';
export { packageIndicators } from './package-indicators.ts';
export { hasRecordKeys, recordKey, recordName } from './record-key.ts';
export { cutPage, hashPage, type RowPage, type WalkedPages, walkPages } from './walk-pages.ts';

export { followWarnings, type WarningChanges } from './follow-warnings.ts';
export { type Unwatched, type Warning, type WarningReport, warningsOf } from './warnings-of.ts';

/** What the consoles share: frame, language, calls, forms, lists and failures. */
export { ActForm } from './act-form.tsx';
export {
  act,
  CallFailed,
  call,
  type InputOf,
  isAboutIdentity,
  type OutputOf,
  ownFailure,
  type WriteName,
} from './call.ts';
export { CaseThread } from './case-thread.tsx';
export { Fact, Facts } from './facts-list.tsx';
export { Failure } from './failure.tsx';
export { Area, Checks, Choice, Field } from './fields.tsx';
export { KeyField, keyOf } from './key-field.tsx';
export { KeyList } from './key-list.tsx';
export { textKey, useLanguage, useText } from './language.tsx';
export { LicenceList } from './licence-list.tsx';
export { Loaded, Loading } from './loaded.tsx';
export { Chip, LightMark, type Tone, useWords } from './marks.tsx';
export { NearestEnds } from './nearest-ends.tsx';
export { Paged } from './paged.tsx';
export { useRoles, useSignedIn } from './signed-in.ts';
export { startConsole } from './start-console.tsx';
export { StatusChip, StatusTimeline } from './status-timeline.tsx';
export { Tabs } from './tabs.tsx';
export { useAct } from './use-act.ts';
export { type Place, usePlace } from './use-place.ts';
export { failureFrom, useRead } from './use-read.ts';
export { When } from './when.tsx';
export * from './words.ts';

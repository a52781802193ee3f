/** What the consoles share: frame, language, calls and failures. */
export { CallFailed, call, isAboutIdentity, ownFailure } from './call.ts';
export { Failure } from './failure.tsx';
export { textKey, useLanguage, useText } from './language.tsx';
export { startConsole } from './start-console.tsx';

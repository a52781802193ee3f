export { CONSENT_TEMPLATES } from './consent-templates.ts';
export { fairUseLimit, type ResolvedLimit } from './fair-use-limit.ts';
export type { FairUseRule, LimitKey, LimitName, LimitValues } from './fair-use-rule.ts';
export { template, templatesOn } from './template.ts';

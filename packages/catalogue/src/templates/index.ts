export { CONSENT_TEMPLATES } from './consent-templates.ts';
export { template, templatesOn } from './template.ts';

export * from './address.ts';
export * from './contact.ts';
export * from './message.ts';
export { MessageLanguage } from './parameter.ts';
export * from './render-message.ts';
export {
  MESSAGE_TEMPLATE_NAMES,
  MESSAGE_TEMPLATES,
  type MessageParameters,
  type MessageTemplateName,
} from './template.ts';

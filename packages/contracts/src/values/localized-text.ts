import { z } from 'zod';

/** A text for people in both languages of the platform; neither may be missing or empty. */
export const LocalizedText = z
  .strictObject({
    zh: z.string().min(1).describe('Simplified Chinese (zh-CN).'),
    en: z.string().min(1).describe('English.'),
  })
  .meta({
    id: 'LocalizedText',
    description: 'The same text in Simplified Chinese and in English.',
    examples: [{ zh: '药材批发', en: 'Wholesale of medicinal herbs' }],
  });
export type LocalizedText = z.infer<typeof LocalizedText>;

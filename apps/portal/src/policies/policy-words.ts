import type { Tone } from '@xinqiao/console';
import type { LocalizedText, PolicyStatus } from '@xinqiao/contracts';

export const POLICY_STATUS_WORDS: Readonly<Record<PolicyStatus, LocalizedText>> = {
  DRAFT: { zh: '草稿', en: 'Draft' },
  PROPOSED: { zh: '待复核', en: 'Waits for a second person' },
  ACTIVE: { zh: '启用', en: 'In force' },
  RETIRED: { zh: '停用', en: 'Retired' },
};

export const POLICY_STATUS_TONES: Readonly<Record<PolicyStatus, Tone>> = {
  DRAFT: 'plain',
  PROPOSED: 'wait',
  ACTIVE: 'good',
  RETIRED: 'bad',
};

import type { LocalizedText } from '@xinqiao/contracts';

/** What the press reported of the first sixteen months; nothing in the simulation is fitted to it. */
export const PUBLISHED = {
  applications: 429_988,
  grantedShare: '0.313',
  /** Yuan. */
  averageCredit: '75900.00',
  totalCredit: '10212000000.00',
  badRate: '0.0007',
} as const;

export const PUBLISHED_SOURCE: LocalizedText = {
  zh: '公开报道：金农易贷自2016年7月起受理429,988笔申请，授信134,533户、102.12亿元（通过率31.3%与户均7.59万元由此算出）。0.07%来自另一篇报道，说的是同一城市“信贷工厂”授信107.33亿元时的不良率，统计日与口径未公布。',
  en: 'Press: since July 2016 Jinnong Yidai took 429,988 applications and granted 10.212 billion yuan to 134,533 households (31.3 % and 75,900 yuan follow from these). The 0.07 % comes from another article, on the credit factory of the same city when it had granted 10.733 billion; its day and definition are not published.',
};

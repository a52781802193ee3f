import { AuditLogError } from '@xinqiao/audit-log';
import type { LocalizedText } from '@xinqiao/contracts';
import type { OwnReason, Reason } from './verify-entry.ts';

const OWN: Readonly<Record<OwnReason, LocalizedText>> = {
  ROW_DIFFERS: {
    zh: '显示的编号、类型或时间与写入日志的内容不一致。请保存证据，并要求运营方说明。',
    en: 'The id, kind or time shown is not what was logged. Keep the evidence and ask the operator.',
  },
  PARTICULARS_DIFFER: {
    zh: '机构、主体、授权或详情与写入日志的承诺不一致，已被改动。请保存证据，并要求运营方说明。',
    en: 'Participant, subject, consent or detail is not what the log committed to: it was changed. Keep the evidence and ask the operator.',
  },
  PERSON_DIFFERS: {
    zh: '显示的人员不是写入日志时承诺的人员，已被改动。请保存证据，并要求运营方说明。',
    en: 'The person shown is not the one the log committed to: it was changed. Keep the evidence and ask the operator.',
  },
  PARTICULARS_INCOMPLETE: {
    zh: '详情和盐值只剩其一，无法核对。请要求运营方说明。',
    en: 'Only one of detail and salt is left, so neither can be checked. Ask the operator.',
  },
  ENTRY_MISMATCH: {
    zh: '服务给出的是另一条日志的证明。请重新读取。',
    en: 'The proof is of another entry. Read it again.',
  },
  CHECKPOINT_ROLLED_BACK: {
    zh: '日志比本页先前看到的更短，有条目被移除。请保存证据。',
    en: 'The log is shorter than this page saw it before: entries were removed. Keep the evidence.',
  },
  CONSISTENCY_MISSING: {
    zh: '服务没有证明日志只增不改。请重新读取；再次出现请保存证据。',
    en: 'No proof was given that the log only grew. Read again; if it happens again, keep the evidence.',
  },
};

/** What went wrong and what to do next. */
export function reasonText(reason: Reason): LocalizedText {
  if (reason in OWN) return OWN[reason as OwnReason];
  const { en, 'zh-CN': zh } = new AuditLogError(reason as Exclude<Reason, OwnReason>).messages;
  return { zh, en };
}

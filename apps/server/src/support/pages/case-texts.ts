import type { CaseStatus, LocalizedText } from '@xinqiao/contracts';

/** Words of the owner’s pages about her cases. */
export const TEXT = {
  'zh-CN': {
    title: '问题与投诉',
    back: '返回“我的授权”',
    all: '全部问题',
    none: '您还没有提出过问题。',
    mine: '已提出',
    newCase: '提出问题',
    nobody: '您目前不代表任何企业，请拨打 12345 反映问题。',
    about: '关于这条记录',
    category: '类别',
    subject: '企业',
    caseTitle: '标题',
    text: '内容',
    hint: '不超过 2000 字。请不要写他人的个人信息。',
    send: '提交',
    answerBy: '最迟答复日期',
    opened: '提出时间',
    number: '工单编号',
    entries: '相关记录',
    messages: '往来内容',
    more: '补充或追问',
    close: '不再需要答复',
    workingDays: '个工作日内答复',
    days: '天内答复',
    wrong:
      '没有提交成功：标题和内容不能为空，也不能含有不可见的特殊字符；标题不超过 120 字，内容不超过 2000 字。',
  },
  en: {
    title: 'Questions and complaints',
    back: 'Back to “My consents”',
    all: 'All questions',
    none: 'You have not asked anything yet.',
    mine: 'Asked so far',
    newCase: 'Ask or complain',
    nobody: 'You act for no enterprise at present. Call 12345 instead.',
    about: 'About this record',
    category: 'Kind',
    subject: 'Enterprise',
    caseTitle: 'Title',
    text: 'What is it about',
    hint: 'At most 2,000 characters. Write nothing personal about others.',
    send: 'Send',
    answerBy: 'Answered by',
    opened: 'Asked',
    number: 'Case number',
    entries: 'Records',
    messages: 'What was written',
    more: 'Add or ask again',
    close: 'No answer needed any more',
    workingDays: 'working days',
    days: 'days',
    wrong:
      'Nothing was sent: title and text must not be empty and hold no hidden special characters; 120 characters for the title, 2,000 for the text.',
  },
} as const;

export const STATUS: Readonly<Record<CaseStatus, LocalizedText>> = {
  OPEN: { zh: '已收到', en: 'Received' },
  ASSIGNED: { zh: '处理中', en: 'Being worked on' },
  ANSWERED: { zh: '已答复', en: 'Answered' },
  CLOSED: { zh: '已结束', en: 'Closed' },
};

export const SIDE: Readonly<Record<'OWNER' | 'PARTICIPANT' | 'OPERATOR', LocalizedText>> = {
  OWNER: { zh: '您', en: 'You' },
  PARTICIPANT: { zh: '银行', en: 'The bank' },
  OPERATOR: { zh: '信桥客服', en: 'Xinqiao support' },
};

/** Date and time, Asia/Shanghai. */
export const time = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

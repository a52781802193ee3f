import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';

/** How long an answer may take. */
export interface AnswerTerm {
  readonly days: number;
  /** WORKING: Monday to Friday without the configured holidays. CALENDAR: every day. */
  readonly counted: 'WORKING' | 'CALENDAR';
}

interface CategoryDefinition {
  readonly name: LocalizedText;
  readonly term: AnswerTerm;
  /** What the term rests on. */
  readonly reference: LocalizedText;
}

const PROMISE: LocalizedText = {
  zh: '运营方服务承诺（可收紧，不可放宽）',
  en: 'Service promise of the operator: may be tightened, never loosened',
};
const OBJECTION_LAW: LocalizedText = {
  zh: '《征信业管理条例》第二十五条：收到异议之日起二十日内核查、处理并书面答复',
  en: 'Regulation on the Administration of the Credit Reporting Industry, art. 25: checked, handled and answered in writing within 20 days of receipt',
};

/** What a case may be about, each with the time in which it is answered. */
export const CASE_CATEGORIES = {
  CONSULTATION: {
    name: { zh: '咨询', en: 'Question' },
    term: { days: 5, counted: 'WORKING' },
    reference: PROMISE,
  },
  TECHNICAL: {
    name: { zh: '技术问题', en: 'Technical problem' },
    term: { days: 2, counted: 'WORKING' },
    reference: PROMISE,
  },
  COMPLAINT: {
    name: { zh: '投诉', en: 'Complaint' },
    term: { days: 15, counted: 'CALENDAR' },
    reference: PROMISE,
  },
  OBJECTION: {
    name: { zh: '异议', en: 'Objection' },
    term: { days: 20, counted: 'CALENDAR' },
    reference: OBJECTION_LAW,
  },
  SECURITY: {
    name: { zh: '安全问题', en: 'Security' },
    term: { days: 1, counted: 'CALENDAR' },
    reference: PROMISE,
  },
  DATA_ERROR: {
    name: { zh: '数据有误', en: 'Wrong data' },
    term: { days: 20, counted: 'CALENDAR' },
    reference: OBJECTION_LAW,
  },
} as const satisfies Record<string, CategoryDefinition>;

export type CaseCategory = keyof typeof CASE_CATEGORIES;
export const CASE_CATEGORY_NAMES = Object.keys(CASE_CATEGORIES) as [CaseCategory, ...CaseCategory[]];
export const CaseCategory = z
  .enum(CASE_CATEGORY_NAMES)
  .describe('What the case is about; it sets the time in which an answer is due.');

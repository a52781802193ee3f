import type { LocalizedText } from '../values/index.ts';
import type { DataLevel, FieldType, Sensitivity } from './catalogue-field.ts';
import type { CatalogueAnswer, CatalogueIndicator, CatalogueItem } from './catalogue-item.ts';

type Words<Code extends string> = Readonly<Record<Code, LocalizedText>>;

interface CatalogueWords {
  readonly updated: Words<CatalogueItem['updated']>;
  readonly sensitivity: Words<Sensitivity>;
  readonly level: Words<DataLevel>;
  readonly type: Words<FieldType>;
  readonly unit: Words<CatalogueIndicator['unit']>;
  readonly answer: Words<CatalogueAnswer['kind']>;
}

/** What the codes of the catalogue itself stand for. */
export const CATALOGUE_WORDS: CatalogueWords = {
  updated: {
    event: { zh: '随变更', en: 'on event' },
    day: { zh: '每日', en: 'daily' },
    month: { zh: '每月', en: 'monthly' },
    quarter: { zh: '每季', en: 'quarterly' },
    year: { zh: '每年', en: 'yearly' },
  },
  sensitivity: {
    P: { zh: '公开', en: 'public' },
    E: { zh: '企业保密', en: 'enterprise-confidential' },
    C1: { zh: '个人信息 C1', en: 'personal, C1' },
    C2: { zh: '个人信息 C2', en: 'personal, C2' },
    C3: { zh: '个人信息 C3', en: 'personal, C3' },
  },
  level: {
    CORE: { zh: '核心', en: 'core' },
    IMPORTANT: { zh: '重要', en: 'important' },
    SENSITIVE: { zh: '敏感', en: 'sensitive' },
    GENERAL: { zh: '其他一般', en: 'general' },
  },
  type: {
    AMOUNT: { zh: '金额（两位小数的字符串）', en: 'amount (string with two places)' },
    DECIMAL: { zh: '数值（字符串）', en: 'decimal (string)' },
    RATIO: { zh: '比率（字符串）', en: 'ratio (string)' },
    INTEGER: { zh: '整数', en: 'integer' },
    BOOLEAN: { zh: '是/否', en: 'true or false' },
    DATE: { zh: '日期', en: 'date' },
    MONTH: { zh: '月份', en: 'month' },
    CODE: { zh: '代码', en: 'code' },
    TEXT: { zh: '文本', en: 'text' },
    LIST: { zh: '列表', en: 'list' },
  },
  unit: {
    AMOUNT: { zh: '元', en: 'yuan' },
    RATIO: { zh: '比率', en: 'fraction' },
    COUNT: { zh: '个数', en: 'count' },
    MONTHS: { zh: '月数', en: 'months' },
    DAYS: { zh: '天数', en: 'days' },
    GRADE: { zh: '级别', en: 'grade' },
  },
  answer: {
    AT_LEAST: { zh: '是否达到', en: 'at least' },
    BAND: { zh: '所在区间', en: 'band' },
  },
};

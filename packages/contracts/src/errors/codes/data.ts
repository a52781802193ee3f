import { define } from '../error-definition.ts';

/** Subjects, source data, packages and decisions. */
export const DATA_ERRORS = {
  SUBJECT_ALREADY_REGISTERED: define(
    409,
    '该标识的主体已登记。请使用已有主体。',
    'A subject with this identifier is already registered. Use the existing one.',
  ),
  SUBJECT_NOT_FOUND: define(404, '没有该主体。请先登记。', 'There is no such subject. Register it first.'),
  IDENTIFIER_INVALID: define(
    422,
    '标识不符合编码规则。请核对原件。',
    'The identifier does not follow its standard. Check it against the original.',
  ),
  IDENTIFIER_IN_USE: define(
    409,
    '该标识现在或曾经属于另一主体。请核对登记信息。',
    'The identifier belongs, or once belonged, to another subject. Check the registration.',
  ),
  SOURCE_UNAVAILABLE: define(
    503,
    '全部数据来源暂不可用。请稍后重试。',
    'None of the data sources answered. Try again later.',
    true,
  ),
  IMPORT_UNREADABLE: define(
    422,
    '数据文件无法读取。请检查压缩格式、编码和表头。',
    'The data file cannot be read. Check compression, encoding and header line.',
  ),
  PACKAGE_CHANGED: define(
    409,
    '来源数据在首次获取后已变化，无法重复同一数据包。请用新的 Idempotency-Key 重新获取。',
    'The source has changed since the first fetch, so the same package cannot be repeated. Fetch again with a new Idempotency-Key.',
  ),
  DECISION_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该决策。请核对决策编号。',
    'No such decision is visible to you. Check the decision id.',
  ),
  POLICY_UNKNOWN: define(
    422,
    '没有该日期有效的该策略。请从目录中选择策略。',
    'No such policy is in force on that day. Choose one from the catalogue.',
  ),
  DATA_NOT_USABLE: define(
    422,
    '来源数据无法用于评估。请转人工审核。',
    'The source data cannot be used for an assessment. Refer the case to a person.',
  ),
} as const;

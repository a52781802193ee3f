import { define } from '../error-definition.ts';

/** Objections to data (异议). */
export const CORRECTIONS_ERRORS = {
  CORRECTION_NOT_FOUND: define(
    404,
    '没有可供查看的该数据异议。请核对编号。',
    'No such objection to data is visible to you. Check the id.',
  ),
  CORRECTION_SETTLED: define(
    409,
    '该数据异议已答复或已撤回，不能再以此方式结束。请先查询。',
    'The objection was settled or withdrawn and cannot be settled that way any more. Read it first.',
  ),
  CORRECTION_WITH_AGENCY: define(
    409,
    '该数据异议由数据提供单位核查，只能由其答复。需要改派时，请先调整数据项的负责单位。',
    'An agency is asked about this objection and alone settles it. To take it over, assign its item first.',
  ),
  CORRECTION_RECORD_UNKNOWN: define(
    409,
    '来源中没有这条记录或这个字段。请核对后重新选择。',
    'The source holds no such record or field. Choose anew.',
  ),
  CORRECTION_PENDING: define(
    409,
    '对该记录的这个字段已有异议在核查。请等待答复。',
    'An objection to this field of the record is being checked already. Wait for the answer.',
  ),
} as const;

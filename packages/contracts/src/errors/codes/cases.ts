import { define } from '../error-definition.ts';

/** Support cases. */
export const CASES_ERRORS = {
  CASE_NOT_FOUND: define(
    404,
    '没有可供查看的该工单。请核对编号。',
    'No such case is visible to you. Check the id.',
  ),
  CASE_STEP_ILLEGAL: define(
    409,
    '工单当前状态不允许该操作。请先查询工单。',
    'The case does not allow that from where it stands. Read it first.',
  ),
  CASE_LIMIT_REACHED: define(
    409,
    '已达上限：等待答复的工单二十份、每日提交五十份、每份工单一百条消息。请在其他工单中补充，关闭不再需要的，或明日再试。',
    'A limit is reached: twenty cases that wait, fifty opened a day, a hundred messages in a case. Write in another case, close one that is no longer needed, or come back tomorrow.',
  ),
} as const;

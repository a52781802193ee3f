import { define } from '../error-definition.ts';

/** The access log. */
export const LOG_ERRORS = {
  ENTRY_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该日志条目。请核对条目编号。',
    'No such log entry is visible to you. Check the entry id.',
  ),
  ENTRY_NOT_INTEGRATED: define(
    409,
    '该条目尚未并入日志树，通常一秒内完成。请稍后重试。',
    'The entry is not in the tree yet; this usually takes a second. Try again shortly.',
    true,
  ),
  LOG_SIZE_UNKNOWN: define(
    404,
    '日志没有达到过该大小。请使用已发布检查点的大小。',
    'The log never had that size. Use the size of a published checkpoint.',
  ),
} as const;

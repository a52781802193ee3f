import { define } from '../error-definition.ts';

/** Source data, packages and decisions. */
export const DATA_ERRORS = {
  SOURCE_UNAVAILABLE: define(
    503,
    '全部数据来源暂不可用。请稍后重试。',
    'None of the data sources answered. Try again later.',
    true,
  ),
  PACKAGE_CHANGED: define(
    409,
    '来源数据在首次获取后已变化，无法重复同一数据包。请用新的 Idempotency-Key 重新获取。',
    'The source has changed since the first fetch, so the same package cannot be repeated. Fetch again with a new Idempotency-Key.',
  ),
  PACKAGE_NOT_FOUND: define(
    404,
    '该授权下没有这个数据包。请核对编号。',
    'There is no such package under this consent. Check its id.',
  ),
  PACKAGE_PAGE_NOT_FOUND: define(
    404,
    '数据包没有这一页。请按数据包中 pages 所列的页码获取。',
    'The package has no such page. Ask for those its `pages` lists.',
  ),
  ENCRYPTION_KEY_MISSING: define(
    409,
    '本应用没有有效的加密公钥，无法加密数据包。请登记一个 use 为 enc 的公钥后重试。',
    'No encryption key of this application is in force, so nothing can be encrypted to it. Register a public key whose use is enc and try again.',
  ),
  DECISION_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该决策。请核对决策编号。',
    'No such decision is visible to you. Check the decision id.',
  ),
  DATA_NOT_USABLE: define(
    422,
    '来源数据无法用于评估。请转人工审核。',
    'The source data cannot be used for an assessment. Refer the case to a person.',
  ),
} as const;

import { define } from '../error-definition.ts';

/** Subjects and what identifies them. */
export const SUBJECTS_ERRORS = {
  SUBJECT_ALREADY_REGISTERED: define(
    409,
    '该标识的主体已登记。请使用已有主体。',
    'A subject with this identifier is already registered. Use the existing one.',
  ),
  SUBJECT_NOT_FOUND: define(404, '没有该主体。请先登记。', 'There is no such subject. Register it first.'),
  SUBJECT_ERASED: define(
    410,
    '该主体的个人信息已依法删除，无法恢复。',
    'The personal data of this subject were erased by law. They cannot be brought back.',
  ),
  SUBJECT_HAS_CONSENTS: define(
    409,
    '该主体尚有生效或暂停的授权。请先由本人或银行全部终止，再删除。',
    'Consents of this subject still live. Have them all stopped first, by its owner or the banks, then erase.',
  ),
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
} as const;

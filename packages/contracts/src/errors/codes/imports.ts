import { define } from '../error-definition.ts';

/** Files an agency hands over. */
export const IMPORTS_ERRORS = {
  IMPORT_UNREADABLE: define(
    422,
    '数据文件无法读取。请检查压缩格式、编码和表头。',
    'The data file cannot be read. Check compression, encoding and header line.',
  ),
  IMPORT_NOT_FOUND: define(
    404,
    '没有可供贵方查看的该次导入。请核对导入编号。',
    'No such import is visible to you. Check the import id.',
  ),
  IMPORT_NOT_REPLACEABLE: define(
    409,
    '要替换的导入不是贵方同类文件中现行有效的一次。请核对 replaces 中的导入编号。',
    'The import to replace is not one of yours of the same kind that is in force. Check the id under replaces.',
  ),
  IMPORT_KIND_NOT_ASSIGNED: define(
    403,
    '该类文件对应的数据项未指定由贵机构提供。请联系运营方指定。',
    'The data items this kind of file holds are not assigned to you. Ask the operator to assign them.',
  ),
  IMPORT_TAKEN_OVER: define(
    409,
    '同一文件正由另一次上传继续导入，但未见进展。请稍后重新发送同一文件。',
    'Another upload of the same file took over and makes no progress. Send the same file again later.',
    true,
  ),
  IMPORT_BROKEN_OFF: define(
    503,
    '导入该文件的进程中途结束。已保存的部分不会丢失，请重新发送同一文件，将从中断处继续。',
    'The process that imported the file ended half way. What is stored stays: send the same file again, and it goes on from there.',
    true,
  ),
  IMPORTS_BUSY: define(
    503,
    '正在导入的大文件已达上限。请按 Retry-After 等待后重新发送。',
    'As many large files as this node takes are being imported. Wait as long as Retry-After says, then send it again.',
    true,
  ),
} as const;

/** What the operator of a platform does by program: register subjects, import files of agencies. */

export { type ImportFile, XinqiaoOperator, type XinqiaoOperatorOptions } from './operator.ts';

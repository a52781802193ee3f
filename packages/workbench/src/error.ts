import type { LocalizedText } from '@xinqiao/contracts';

const TEXTS = {
  TABLE_INVALID: {
    zh: '表格无法读取：请更正所示位置。',
    en: 'The table cannot be read: correct the place that is named.',
  },
  TARGET_INVALID: {
    zh: '目标列不能用：须有好、坏两类样本。请检查 --target 与 --bad。',
    en: 'The target column cannot be used: it needs both good and bad rows. Check --target and --bad.',
  },
  COLUMN_UNKNOWN: {
    zh: '表格中没有该列：请更正列名。',
    en: 'The table has no such column: correct its name.',
  },
  NOTHING_TO_FIT: {
    zh: '没有可用的特征：各列不是常数、编号，就是与目标无关。',
    en: 'There is nothing to fit: every column is constant, an identifier, or unrelated to the target.',
  },
  OPTION_INVALID: {
    zh: '选项不在允许的范围内：请更正。',
    en: 'An option is outside its range: correct it.',
  },
  POLICY_UNFIT: {
    zh: '策略与表格不相配：请提供策略所读的各列。',
    en: 'The policy does not fit the table: give it the columns that the policy reads.',
  },
  CHALLENGER_UNAVAILABLE: {
    zh: '无法运行 ONNX 模型：请安装 onnxruntime-node，并检查模型的输入。',
    en: 'The ONNX model cannot be run: install onnxruntime-node and check the inputs of the model.',
  },
} as const satisfies Record<string, LocalizedText>;

export type WorkbenchErrorCode = keyof typeof TEXTS;

/** What stopped a piece of work; `message` is English with the place, `text` has both languages. */
export class WorkbenchError extends Error {
  override readonly name = 'WorkbenchError';
  readonly code: WorkbenchErrorCode;
  readonly text: LocalizedText;
  /** Where and what: a line, a column, an option. Never a value of an applicant. */
  readonly place: string;

  constructor(code: WorkbenchErrorCode, place: string, options?: ErrorOptions) {
    super(`${TEXTS[code].en} (${place})`, options);
    this.code = code;
    this.text = TEXTS[code];
    this.place = place;
  }
}

import { z } from 'zod';
import type { LocalizedText } from '../values/index.ts';
import type { ImportKind } from './import-kind.ts';

interface ImportRule {
  /** What happens to a row that breaks it: set aside with its line, or stored and counted. */
  readonly outcome: 'QUARANTINED' | 'WARNED';
  /** Kinds of file it looks at. */
  readonly kinds: readonly ImportKind[];
  /** What is wrong with such a row, and what is done about it. */
  readonly words: LocalizedText;
}

const ALL: readonly ImportKind[] = ['invoice-out', 'invoice-in', 'tax-payments'];
const INVOICES: readonly ImportKind[] = ['invoice-out', 'invoice-in'];
const PAYMENTS: readonly ImportKind[] = ['tax-payments'];

const rule = <const Outcome extends ImportRule['outcome']>(
  outcome: Outcome,
  kinds: readonly ImportKind[],
  zh: string,
  en: string,
) => ({ outcome, kinds, words: { zh, en } });

/** Rules of quality for imported rows. Each has a counter in the report. */
export const IMPORT_RULES = {
  COLUMN_COUNT: rule('QUARANTINED', ALL, '列数与表头不符。', 'It has more or fewer columns than the header.'),
  ROW_UNREADABLE: rule(
    'QUARANTINED',
    ALL,
    '含有无法解码的字节、空字符或不完整的引号。',
    'It holds bytes that are no text in the encoding of the file, a NUL, or a quote out of place.',
  ),
  SUBJECT_UNKNOWN: rule(
    'QUARANTINED',
    ALL,
    '企业代号未登记。请先登记主体，再导入更正后的文件。',
    'Nobody is registered under its code. Register the subject, then send the file again as a correction.',
  ),
  CODE_CHECKSUM_WRONG: rule(
    'QUARANTINED',
    ALL,
    '统一社会信用代码校验位错误（GB 32100），且未登记。',
    'Its unified social credit code fails the check character (GB 32100), and nobody is registered under it.',
  ),
  NUMBER_MISSING: rule(
    'QUARANTINED',
    ALL,
    '发票号码或税票号码为空，或超过 40 个字符。',
    'Its number is empty or longer than 40 characters.',
  ),
  DATE_INVALID: rule(
    'QUARANTINED',
    ALL,
    '日期不存在，或格式不能确定。',
    'A date does not exist, or its form cannot be told for certain.',
  ),
  PERIOD_INVALID: rule(
    'QUARANTINED',
    PAYMENTS,
    '税款所属期止早于所属期起。',
    'Its tax period ends before it begins.',
  ),
  TAX_TYPE_MISSING: rule(
    'QUARANTINED',
    PAYMENTS,
    '征收项目为空，或超过 60 个字符。',
    'It names no kind of tax, or one of more than 60 characters.',
  ),
  COUNTERPARTY_MISSING: rule(
    'QUARANTINED',
    INVOICES,
    '对方单位代号为空，或超过 64 个字符。',
    'The code of the other party is empty or longer than 64 characters.',
  ),
  AMOUNT_INVALID: rule(
    'QUARANTINED',
    ALL,
    '金额不是至多两位小数、十六位整数的数字。',
    'An amount is no plain number of at most 16 digits and two places.',
  ),
  AMOUNT_NEGATIVE: rule(
    'QUARANTINED',
    PAYMENTS,
    '已缴税额或减免税额为负；退税须作为退税报送。',
    'What was paid or reduced is negative: a refund is no payment.',
  ),
  TAX_INVALID: rule('QUARANTINED', INVOICES, '税额不是有效数字。', 'The tax is no plain number.'),
  TOTAL_INVALID: rule('QUARANTINED', INVOICES, '价税合计不是有效数字。', 'The total is no plain number.'),
  STATUS_UNKNOWN: rule(
    'QUARANTINED',
    INVOICES,
    '发票状态既非有效发票也非作废发票。',
    'The status is neither 有效发票 (valid) nor 作废发票 (void).',
  ),
  DUPLICATE: rule(
    'QUARANTINED',
    ALL,
    '与已导入的另一行逐项相同，只计一次。',
    'It says to the letter what another row says; the first counts.',
  ),
  JOIN_EXPLOSION: rule(
    'QUARANTINED',
    PAYMENTS,
    '同一税票、属期和金额在多个征收项目下重复（代码表关联膨胀），只计一次。',
    'The same payment, period and amounts stand under another kind of tax (a join with a code table); the first counts.',
  ),
  STATUS_TRIMMED: rule(
    'WARNED',
    INVOICES,
    '发票状态前后有空格，已去除。',
    'The status had stray spaces, which were cut off.',
  ),
  RED_INVOICE: rule(
    'WARNED',
    INVOICES,
    '红字发票：金额为负，按冲减计。',
    'A red invoice: its amount is negative and takes back an earlier one.',
  ),
  SIGN_MIXED: rule(
    'WARNED',
    INVOICES,
    '金额与税额一正一负，照原样保存。',
    'Amount and tax have opposite signs; kept as they are.',
  ),
  TOTAL_MISMATCH: rule(
    'WARNED',
    INVOICES,
    '价税合计与金额加税额相差超过一分，照原样保存。',
    'Total differs from amount and tax by more than 0.01 yuan; kept as it is.',
  ),
  DATES_MIXED: rule(
    'WARNED',
    ALL,
    '日期格式与文件中多数行不同，已统一。',
    'Its dates are written otherwise than those of most rows; all were read for certain.',
  ),
  CODE_CHECKSUM: rule(
    'WARNED',
    ALL,
    '已登记的统一社会信用代码校验位错误，照登记保存。',
    'The registered unified social credit code fails its check character, as some issued codes do.',
  ),
} as const satisfies Record<string, ImportRule>;

type ImportRuleCode = keyof typeof IMPORT_RULES;

type CodeOf<Outcome extends ImportRule['outcome']> = {
  [Code in ImportRuleCode]: (typeof IMPORT_RULES)[Code]['outcome'] extends Outcome ? Code : never;
}[ImportRuleCode];

const codesOf = <Outcome extends ImportRule['outcome']>(outcome: Outcome) =>
  Object.entries(IMPORT_RULES)
    .filter(([, each]) => each.outcome === outcome)
    .map(([code]) => code) as [CodeOf<Outcome>, ...CodeOf<Outcome>[]];

/** Why a row was set aside. */
export const QuarantineReason = z
  .enum(codesOf('QUARANTINED'))
  .describe('Why a row was set aside; the rules stand in the import guide.');
export type QuarantineReason = z.infer<typeof QuarantineReason>;

/** What was noticed about a row that is stored. */
export const ImportWarning = z.enum(codesOf('WARNED')).describe('What was noticed and kept.');
export type ImportWarning = z.infer<typeof ImportWarning>;

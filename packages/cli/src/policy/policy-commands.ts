import { REPORT_LANGUAGES } from '@xinqiao/workbench';
import { type Command, Option } from 'commander';
import { type ExplainOptions, explainPolicy } from './explain/explain-policy.ts';
import { type FitPolicyOptions, fitPolicy } from './fit-policy.ts';
import { makeTable, type TableOptions } from './table/make-table.ts';
import {
  backtestPolicy,
  type CompareOptions,
  comparePolicies,
  type TryOptions,
  takePolicyCensus,
  validatePolicyFile,
} from './try-policy.ts';

/** Of the words that are written for people. */
const language = () =>
  new Option('--language <language>', 'of the words').choices([...REPORT_LANGUAGES]).default('en');

/** `xinqiao policy table | fit | validate | compare | backtest | census | explain`. */
export function addPolicyCommands(program: Command): void {
  const policy = program
    .command('policy')
    .description('Fit, validate and compare lending policies on a table.');
  policy
    .command('table')
    .description('Make a table for fit out of invoice files: a row for each firm; needs no platform.')
    .argument('<invoices...>', 'files of 销项 and 进项 invoices (.csv, .csv.gz), or folders of such files')
    .requiredOption('--firms <file>', 'file with a row for each firm; its columns are kept (.csv or .csv.gz)')
    .requiredOption('--out <file>', 'table to write (.csv)')
    .option('--firm-column <column>', 'its column with the code of the firm', '企业代号')
    .option('--as-of <date>', 'day for all firms, YYYY-MM-DD; default the day after the last invoice')
    .option('--as-of-column <column>', 'column with the day of each firm: when it applied')
    .option('--json', 'print one JSON object as the last line', false)
    .action((paths: string[], options: TableOptions) => makeTable(paths, options));
  policy
    .command('fit')
    .description('Fit a scorecard on any table and say what it is worth; needs no platform.')
    .requiredOption('--data <file>', 'table (.csv or .csv.gz)')
    .requiredOption('--target <column>', 'column that says what became of a row; empty = not known')
    .option('--bad <value>', 'its value for a bad row; default yes, bad and the like, or 1 beside 0')
    .option(
      '--exclude <columns>',
      'columns that are no features: A,B; a name with a comma in quotes: A,"B, C"',
    )
    .option('--group <columns>', 'columns to examine fairness by; they are no features')
    .option('--time <column>', 'dates or numbers to order rows by, for a test on the latest 30 %')
    .option('--special <codes>', 'values that are codes in columns of numbers: -999,refused')
    .option('--categories <columns>', 'columns whose numbers are names')
    .option('--folds <count>', 'folds of the cross-validation', '5')
    .option('--repeats <count>', 'how often it is repeated', '3')
    .option('--seed <number>', 'the same seed gives the same result', '1')
    .option('--base-score <points>', 'score at the base odds', '600')
    .option('--base-odds <odds>', 'goods to one bad', '20')
    .option('--pdo <points>', 'points that double the odds', '50')
    .option(
      '--parcelling <factor>',
      'infer outcomes of rows without one: how many times as often they are bad',
    )
    .option('--policy <file>', 'write the policy document here')
    .option('--card <file>', 'write the model card here (Markdown)')
    .option('--report <file>', 'write the report here (HTML, one file)')
    .addOption(language())
    .option('--valid-from <date>', 'first day of the policy, YYYY-MM-DD; default today')
    .option('--json', 'print one JSON object as the last line', false)
    .action((options: FitPolicyOptions) => fitPolicy(options));

  const trying = (name: string, description: string) =>
    policy
      .command(name)
      .description(description)
      .requiredOption('--policy <file>', 'policy document (JSON)')
      .requiredOption('--data <file>', 'table (.csv or .csv.gz) with the columns the policy reads')
      .requiredOption('--target <column>', 'column that says what became of a row')
      .option('--bad <value>', 'its value for a bad row')
      .option('--json', 'print one JSON object as the last line; always so', true);
  trying('validate', 'Say what the score of a policy is worth on a table (JSON).').action(
    (options: TryOptions) => validatePolicyFile(options),
  );
  trying('compare', 'Put a policy and a challenger side by side on the same rows (JSON).')
    .requiredOption('--challenger <file>', 'another policy (.json) or a model (.onnx)')
    .option('--columns <columns>', 'columns of an ONNX model with one input, in its order: A,B')
    .option('--approved <share>', 'share that both approve, for the swap set', '0.8')
    .option('--report <file>', 'write both side by side here (HTML, one file)')
    .addOption(language())
    .action((options: CompareOptions) => comparePolicies(options));
  trying('backtest', 'Show a policy over the vintages of the past (JSON).')
    .requiredOption('--time <column>', 'dates (by month), or any word or number a row')
    .action((options: TryOptions & { time: string }) => backtestPolicy(options));

  policy
    .command('census')
    .description('Count a table by score and characteristic: what drift is later measured from (JSON).')
    .requiredOption('--policy <file>', 'policy document (JSON)')
    .requiredOption('--data <file>', 'table (.csv or .csv.gz) of those the policy was made from')
    .action((options: Pick<TryOptions, 'policy' | 'data'>) => takePolicyCensus(options));

  policy
    .command('explain')
    .description('Say what a policy decides about one applicant, why, and what would have changed it.')
    .option('--policy <file>', 'policy document (JSON), or one that comes along: shui-rong-tong@2026-1')
    .option('--applicant <file>', 'values by feature (JSON)')
    .option('--decision <file>', 'a recorded decision as the platform answers it (JSON), instead')
    .option(
      '--as-of <date>',
      'day to decide on, YYYY-MM-DD; default today; not with --decision, which has its own',
    )
    .addOption(language())
    .option('--json', 'print one JSON object, both languages', false)
    .action((options: ExplainOptions) => explainPolicy(options));
}

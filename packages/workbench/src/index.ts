export { onnxRisk } from './challenger/onnx.ts';
export { WorkbenchError, type WorkbenchErrorCode } from './error.ts';
export { hyphened } from './policy/feature-names.ts';
export { ASSUMED_TERMS, type PolicyOptions, policyOf, type Terms } from './policy/policy-document.ts';
export { censusOfTable, type NamedColumns, scoreTable, type TableScores } from './policy/score-table.ts';
export { type ComparedModel, comparisonReport } from './report/comparison.ts';
export { reportOf } from './report/html.ts';
export { modelCard } from './report/model-card.ts';
export { REPORT_LANGUAGES, type ReportLanguage } from './report/page.ts';
export { type Summary, summaryOf } from './report/summary.ts';
export { barPlot, escapeHtml, linePlot } from './report/svg.ts';
export {
  type Assessment,
  backtest,
  type Comparison,
  championRows,
  compareModels,
  type Outcomes,
  type Vintage,
  validatePolicy,
} from './study/assess.ts';
export { type Study, type StudyOptions, study } from './study/study.ts';
export {
  type OutcomeTable,
  readColumns,
  readOutcomes,
  readRaw,
  readTable,
  type Table,
  type TableOptions,
  tableOf,
} from './table/read-table.ts';

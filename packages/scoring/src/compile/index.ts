export { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
export type { FeatureRecord } from './feature-record.ts';
export { type CensusSql, censusSql } from './sql/census-sql.ts';
export { type FeatureColumn, type PolicySql, policySql } from './sql/policy-sql.ts';
export type { ResultRow } from './sql/read-row.ts';

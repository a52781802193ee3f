export * from './data-item.ts';
export * from './enforcement-record.ts';
export * from './invoice.ts';
export * from './registration-profile.ts';
export * from './tax-arrears.ts';
export * from './tax-credit-grade.ts';
export * from './vat-return.ts';

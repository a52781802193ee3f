export * from './answers/index.ts';
export * from './indicators/index.ts';
export * from './items/index.ts';
export * from './package/index.ts';
export * from './spreadsheet/index.ts';
export * from './summarise-invoices.ts';
export * from './templates/index.ts';

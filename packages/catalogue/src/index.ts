export * from './indicators/index.ts';
export * from './items/index.ts';
export * from './package/index.ts';
export * from './summarise-invoices.ts';
export * from './templates/index.ts';

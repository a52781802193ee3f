export { exportCatalogue } from './export-catalogue.ts';

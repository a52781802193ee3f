export { INVOICE_FLOW_2026_1 } from './invoice-flow.ts';
export { latestPolicy, POLICIES } from './policies.ts';
export { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

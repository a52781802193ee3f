export { EXAMPLE_POLICIES } from './examples/index.ts';
export { INVOICE_FLOW_2026_1 } from './invoice-flow.ts';
export { latestPolicy, POLICIES } from './policies.ts';
export { INVOICE_FLOW_2026_2, SHUI_RONG_TONG_2026_2 } from './revised.ts';
export { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { INVOICE_FLOW_2026_1 } from './invoice-flow.ts';
import { SHUI_RONG_TONG_2026_1 } from './shui-rong-tong.ts';

type Way = 'RAISE' | 'LOWER';

/** The same numbers, with word of what an enterprise can itself change, so that a refusal can name a way. */
function second(first: Policy, ways: Readonly<Record<string, Way>>): Policy {
  return parsePolicy({
    ...first,
    version: '2026-2',
    validFrom: '2026-11-23',
    features: first.features.map((feature) =>
      Object.hasOwn(ways, feature.name) ? { ...feature, influence: ways[feature.name] } : feature,
    ),
  });
}

/** Not its age, its grade or who stands for it: those come with time, or others give them. */
export const SHUI_RONG_TONG_2026_2: Policy = second(SHUI_RONG_TONG_2026_1, {
  openAbnormalListings: 'LOWER',
  openEnforcements: 'LOWER',
  openArrears: 'LOWER',
  vatPayable12: 'RAISE',
  vatSalesGrowth12: 'RAISE',
  zeroFilingMonths12: 'LOWER',
  vatFiledMonths12: 'RAISE',
  lateFilings12: 'LOWER',
  invoicedSales12: 'RAISE',
  longestInvoiceGap24: 'LOWER',
  topTenCustomerShare12: 'LOWER',
});

export const INVOICE_FLOW_2026_2: Policy = second(INVOICE_FLOW_2026_1, {
  invoicedSales12: 'RAISE',
  invoicedMonths12: 'RAISE',
  longestInvoiceGap24: 'LOWER',
  voidShare12: 'LOWER',
  redShare12: 'LOWER',
  customers12: 'RAISE',
  invoicedSalesGrowth12: 'RAISE',
  topTenCustomerShare12: 'LOWER',
  invoicedPurchases12: 'RAISE',
});

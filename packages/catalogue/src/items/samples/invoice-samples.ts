import type { SamplesOf } from './item-samples.ts';

/** Invoices of the enterprise of the samples. */
export const INVOICE_SAMPLES: SamplesOf<'invoice.summary' | 'invoice.lines'> = {
  'invoice.summary': {
    months: [
      {
        ...{ month: '2026-10', direction: 'OUT', count: 14, amount: '186000.00', tax: '23400.00' },
        ...{ redCount: 1, redAmount: '6000.00', voidCount: 2 },
      },
      {
        ...{ month: '2026-10', direction: 'IN', count: 9, amount: '150000.00', tax: '19500.00' },
        ...{ redCount: 0, redAmount: '0.00', voidCount: 0 },
      },
    ],
    concentration: [
      { direction: 'OUT', counterparties: 37, topTenShare: '0.6214' },
      { direction: 'IN', counterparties: 18, topTenShare: '0.8805' },
    ],
  },
  'invoice.lines': [
    {
      ...{ direction: 'OUT', number: '26342000000012345678', issuedOn: '2026-10-09', counterparty: 'B00017' },
      ...{ amount: '12000.00', tax: '1560.00', total: '13560.00', status: 'VALID' },
    },
    {
      ...{ direction: 'OUT', number: '26342000000012345702', issuedOn: '2026-10-21', counterparty: 'B00017' },
      ...{ amount: '-6000.00', tax: '-780.00', total: '-6780.00', status: 'VALID' },
    },
  ],
};

import type { Indicators } from '@xinqiao/contracts';

/** An enterprise that loses no point and breaks no rule of 税融通; a test names only the fact it is about. */
export const bestTaxpayer = (fact: Indicators = {}): Indicators => ({
  registrationActive: 1,
  ageMonths: 60,
  openAbnormalListings: 0,
  openEnforcements: 0,
  openArrears: '0.00',
  taxCreditGrade: 'A',
  vatPayable12: '500000.00',
  legalRepresentativeMonths: 60,
  vatSalesGrowth12: '0.1',
  zeroFilingMonths12: 0,
  vatFiledMonths12: 12,
  lateFilings12: 0,
  invoicedSales12: '20000000.00',
  longestInvoiceGap24: 0,
  topTenCustomerShare12: '0.3',
  ...fact,
});

/** The same for the invoice policy. */
export const bestInvoicer = (fact: Indicators = {}): Indicators => ({
  invoicedSales12: '50000000.00',
  invoicedMonths12: 12,
  longestInvoiceGap24: 0,
  voidShare12: '0',
  redShare12: '0',
  customers12: 30,
  invoicedSalesGrowth12: '0.05',
  topTenCustomerShare12: '0.3',
  invoicedPurchases12: '40000000.00',
  ...fact,
});

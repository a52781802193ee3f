import {
  InvoiceLine,
  InvoiceMonth,
  InvoiceSummary,
  type Month,
  RegistrationProfile,
  VatReturn,
} from '@xinqiao/contracts';

/** Valid records; each test names only the facts it is about. */
export const profile = (fact: object = {}): RegistrationProfile =>
  RegistrationProfile.parse({
    uscc: '91341602MA2MQ1XX59',
    name: '亳州市某某药材有限公司',
    status: 'ACTIVE',
    establishedOn: '2019-03-15',
    authority: '亳州市谯城区市场监督管理局',
    divisionCode: '341602',
    industryCode: 'F5152',
    registeredCapital: '1000000.00',
    legalRepresentative: '某某',
    legalRepresentativeChanges: [],
    abnormalListings: [],
    ...fact,
  });

export const filing = (period: Month, fact: object = {}): VatReturn =>
  VatReturn.parse({
    ...{ period, months: 1, taxpayerKind: 'GENERAL' },
    taxableSales: '100000.00',
    simplifiedSales: '0.00',
    exemptSales: '0.00',
    outputTax: '13000.00',
    inputTax: '9000.00',
    taxPayable: '4000.00',
    taxReduced: '0.00',
    taxPaid: '4000.00',
    daysLate: 0,
    ...fact,
  });

export const zeroFiling = (period: Month, fact: object = {}): VatReturn =>
  filing(period, {
    taxableSales: '0.00',
    outputTax: '0.00',
    inputTax: '0.00',
    taxPayable: '0.00',
    taxPaid: '0.00',
    ...fact,
  });

export const invoiceMonth = (month: Month, fact: object = {}): InvoiceMonth =>
  InvoiceMonth.parse({
    month,
    direction: 'OUT',
    count: 10,
    amount: '100000.00',
    tax: '13000.00',
    redCount: 0,
    redAmount: '0.00',
    voidCount: 0,
    ...fact,
  });

export const summary = (months: InvoiceMonth[], concentration: object[] = []): InvoiceSummary =>
  InvoiceSummary.parse({ months, concentration });

export const line = (issuedOn: string, fact: object = {}): InvoiceLine =>
  InvoiceLine.parse({
    direction: 'OUT',
    number: `26340000${issuedOn}`,
    issuedOn,
    counterparty: 'c-1',
    amount: '1000.00',
    tax: '130.00',
    total: '1130.00',
    status: 'VALID',
    ...fact,
  });

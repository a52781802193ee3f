/**
 * Records of a package of version 1, of every item there was then, as they were signed: they stand as text, so that no
 * later change of a schema moves with them. What banks keep must verify as long as they keep it.
 */
export const RECORDS_V1 = {
  'registration.profile': {
    ...{ uscc: '91341602MA2MQ1XX59', name: '亳州市某某药业有限公司', status: 'ACTIVE' },
    ...{ establishedOn: '2016-03-01', authority: '亳州市谯城区市场监督管理局', divisionCode: '341602' },
    ...{ industryCode: 'C2730', registeredCapital: '5000000.00', legalRepresentative: '某某' },
    legalRepresentativeChanges: [{ changedOn: '2024-02-29' }],
    abnormalListings: [{ listedOn: '2024-07-01', removedOn: null, reason: '未公示年度报告' }],
  },
  'tax.vat-returns': [
    {
      ...{ period: '2026-01', taxableSales: '1.00', simplifiedSales: '0.00', exemptSales: '0.00' },
      ...{ outputTax: '0.13', inputTax: '0.00', taxPayable: '0.13', taxReduced: '0.00', taxPaid: '0.13' },
      daysLate: 0,
    },
  ],
  'tax.credit-grades': [{ year: 2025, grade: 'B' }],
  'tax.arrears': [{ taxType: '增值税', dueOn: '2025-02-15', amount: '12.34', settledOn: null }],
  'invoice.summary': {
    months: [
      {
        ...{ month: '2026-01', direction: 'OUT', count: 2, amount: '200.00', tax: '26.00' },
        ...{ redCount: 1, redAmount: '10.00', voidCount: 0 },
      },
    ],
    concentration: [{ direction: 'OUT', counterparties: 1, topTenShare: '1.0000' }],
  },
  'invoice.lines': [
    {
      ...{ direction: 'OUT', number: '12345678', issuedOn: '2026-01-05', counterparty: 'B1' },
      ...{ amount: '100.00', tax: '13.00', total: '113.00', status: 'VALID' },
    },
  ],
  'enforcement.records': [{ kind: 'ENFORCEMENT', filedOn: '2025-03-01', amount: '1000.00', closedOn: null }],
} as const;

import type { Uscc } from '@xinqiao/contracts';
import { owner } from './persona.ts';

const ODD_NAME =
  `<script>alert("信桥")</script>䶮𠮷堂🍵&amp;'; DROP TABLE subjects; --` +
  '亳州市谯城区超长名称之药材饮片花茶白酒蜂蜜芍药牡丹菊花桔梗白术知母半夏丹参瓜蒌紫菀黄精玉竹白芷防风柴胡'.repeat(
    2,
  ) +
  '有限公司';

/** Letters in the body of the code, and a letter as check character that is not the one it calls for. */
const withWrongCheck = (uscc: Uscc): Uscc => uscc.slice(0, 17) + (uscc.endsWith('W') ? 'Y' : 'W');

/** Data that is allowed by every schema and still tries whatever reads or shows it. */
export const ODD_DATA = [
  owner({
    id: 'persona-gong-yan',
    name: { zh: '龚䶮🐎', en: 'Gong Yan' },
    story: {
      zh: '龚䶮的公司名称带有网页代码、表情和生僻字，信用代码校验不符，注册资本为零，红字发票比蓝字还多，应纳税额为负。系统应当照常显示和计算。',
      en: "Gong Yan's company has markup, emoji and rare characters in its name, a code that fails its check, no capital, more red invoices than blue ones, and negative tax payable. Everything must still be shown and computed.",
    },
    expected: { family: 'DOES_NOT_LEND', reasons: ['INVOICE_REDS', 'TAX_TOO_LOW'] },
    enterprise: {
      name: ODD_NAME,
      serial: 401,
      form: '91',
      division: '谯城区',
      industry: 'herbTrade',
      registeredCapitalYuan: 0,
      spoiltCode: withWrongCheck,
    },
    tell: (story) => ({
      establishedOn: story.sinceMonths(60),
      trade: {
        monthlySales: 9_000_000,
        growth: 0,
        invoices: 9,
        customers: 9,
        suppliers: 4,
        voidShare: 0.3,
        redShare: 1,
        redMultiple: 1.2,
      },
      taxpayer: { grade: 'C', lateShare: 0.3, negativePayable: true },
    }),
  }),
] as const;

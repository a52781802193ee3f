import { text, UNITS, type WordsOf, words } from './field-words.ts';

/** Fields of social insurance, housing fund and utilities (社保、公积金、公用事业). */
export const LIVELIHOOD_WORDS: WordsOf<'social.insurance' | 'housing-fund.deposits' | 'utility.usage'> = {
  'social.insurance': {
    month: words('参保月份', 'Month insured', '参保所属月，北京时间。'),
    insured: words('参保人数', 'Persons insured', '只给人数，不给名单。', { unit: UNITS.persons }),
    due: words('应缴金额', 'Contributions due', '单位元。'),
    paid: words('实缴金额', 'Contributions paid', '单位元。'),
  },
  'housing-fund.deposits': {
    month: words('缴存月份', 'Month paid for', '缴存所属月，北京时间。'),
    depositors: words('缴存人数', 'Accounts paid into', '只给人数，不给名单。', { unit: UNITS.accounts }),
    paid: words('月缴存额', 'Amount paid in', '单位元；断缴月份为 0.00。'),
  },
  'utility.usage': {
    month: words('使用月份', 'Month of use', '使用所属月，北京时间。'),
    utility: words('类别', 'Utility', '水、气或电。', {
      codes: {
        WATER: text('水', 'Water'),
        GAS: text('气', 'Gas'),
        ELECTRICITY: text('电', 'Electricity'),
      },
    }),
    quantity: words('用量', 'Quantity', '水和气为立方米，电为千瓦时；十进制字符串。', {
      unit: UNITS.quantity,
    }),
    billed: words('账单金额', 'Amount billed', '单位元。'),
    overdue: words('欠费金额', 'Overdue', '其中逾期未缴的金额，单位元。'),
  },
};

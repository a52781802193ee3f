import { text, type WordsOf, words } from './field-words.ts';

/** Fields of the items of the people's courts (人民法院). */
export const COURT_WORDS: WordsOf<'enforcement.records'> = {
  'enforcement.records': {
    kind: words('类别', 'Kind', '被执行、失信被执行人或限制高消费。', {
      codes: {
        ENFORCEMENT: text('被执行', 'Enforcement'),
        DISHONEST: text('失信被执行人', 'Dishonest debtor'),
        CONSUMPTION_LIMIT: text('限制高消费', 'Limit on consumption'),
      },
    }),
    filedOn: words('立案日期', 'Day filed', '立案之日，北京时间。'),
    amount: words('执行标的', 'Amount', '执行金额，单位元；未载明为 0.00。'),
    closedOn: words('结案日期', 'Day closed', '结案之日，北京时间；未结案为空。'),
  },
};

import type { ListItemId, RowOf } from './source.ts';

type Fields = { readonly [Item in ListItemId]: readonly (keyof RowOf<Item>)[] };

/** What the rows of an item are ordered by, the first first: so that the oldest comes first. */
const FIELDS: Fields = {
  'registration.shareholders': ['since', 'name'],
  'registration.changes': ['changedOn', 'matter'],
  'registration.penalties': ['decidedOn'],
  'tax.vat-returns': ['period'],
  'tax.payments': ['paidOn'],
  'tax.refunds': ['refundedOn'],
  'tax.reductions': ['periodTo'],
  'tax.cit-returns': ['periodTo', 'periodFrom'],
  'tax.financial-statements': ['periodTo'],
  'tax.credit-grades': ['year'],
  'tax.arrears': ['dueOn'],
  'tax.late-fees': ['from'],
  'tax.violations': ['registeredOn'],
  'tax.audits': ['openedOn'],
  'invoice.lines': ['issuedOn', 'number', 'direction'],
  'social.insurance': ['month'],
  'housing-fund.deposits': ['month'],
  'utility.usage': ['month', 'utility'],
  'enforcement.records': ['filedOn'],
};

/** The rows oldest first, in one order only: where the fields are the same, by the text of the whole row. */
export function sortRows<Item extends ListItemId>(item: Item, rows: readonly RowOf<Item>[]): RowOf<Item>[] {
  const fields = FIELDS[item] as readonly (keyof RowOf<Item>)[];
  return [...rows].sort((one, other) => {
    for (const field of fields) {
      if (one[field] !== other[field]) return one[field] < other[field] ? -1 : 1;
    }
    const [text, otherText] = [JSON.stringify(one), JSON.stringify(other)];
    return text === otherText ? 0 : text < otherText ? -1 : 1;
  });
}

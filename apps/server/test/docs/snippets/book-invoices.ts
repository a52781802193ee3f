import type { DataPage, FetchedData, Xinqiao } from '@xinqiao/sdk';

/** What your systems do with some invoices. */
type Book = (lines: DataPage<'invoice.lines'>['rows']) => Promise<void>;

/** Books the invoices of a package, however many, one page in memory at a time. */
export async function bookInvoices(xinqiao: Xinqiao, { data }: FetchedData, book: Book): Promise<void> {
  for (const { item, records } of data.items) {
    if (item !== 'invoice.lines') continue;
    if (records?.[item] !== undefined) await book(records[item]);
    for await (const { rows } of xinqiao.data.pages(data, item)) await book(rows);
  }
}

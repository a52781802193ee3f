import type { CatalogueItem, LocalizedText } from '@xinqiao/contracts';

/** What may be looked for, in either language: names and ids of an item, its fields, figures and answers. */
function* wordsOf(item: CatalogueItem): Generator<string | LocalizedText> {
  yield item.item;
  yield item.name;
  yield item.agency;
  for (const { path, name } of item.fields) {
    yield path;
    yield name;
  }
  for (const { name, title } of item.indicators) {
    yield name;
    yield title;
  }
  for (const { name, question } of item.answers) {
    yield name;
    yield question;
  }
}

/**
 * The items in which every word that is looked for occurs somewhere, in the order given; all of them when nothing is
 * looked for.
 *
 * @param agency Chinese name of the agency; empty for any.
 */
export function matchingItems(
  items: readonly CatalogueItem[],
  { asked, agency }: { readonly asked: string; readonly agency: string },
): CatalogueItem[] {
  const wanted = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((item) => {
    if (agency !== '' && item.agency.zh !== agency) return false;
    const words = [...wordsOf(item)]
      .flatMap((word) => (typeof word === 'string' ? word : [word.zh, word.en]))
      .map((word) => word.toLowerCase());
    return wanted.every((one) => words.some((word) => word.includes(one)));
  });
}

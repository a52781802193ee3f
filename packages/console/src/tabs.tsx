import { useText } from './language.tsx';
import { usePlace } from './use-place.ts';

const TEXT = { 'zh-CN': { pages: '页面' }, en: { pages: 'Pages' } } as const;

/** The pages of a console; the first is where it opens. */
export function Tabs({ tabs }: { tabs: readonly (readonly [place: string, words: string])[] }) {
  const text = useText(TEXT);
  const [current = tabs[0]?.[0]] = usePlace();
  return (
    <nav className="tabs" aria-label={text.pages}>
      {tabs.map(([place, words]) => (
        <a key={place} href={`#/${place}`} {...(place === current ? { 'aria-current': 'page' } : {})}>
          {words}
        </a>
      ))}
    </nav>
  );
}

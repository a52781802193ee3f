import type { Light, LocalizedText } from '@xinqiao/contracts';
import type { ReactNode } from 'react';
import { textKey, useLanguage } from './language.tsx';
import { LIGHT_WORDS } from './words.ts';

/** Colour of a state: it never stands alone, words go with it. */
export type Tone = 'good' | 'wait' | 'bad' | 'plain';

const GLYPHS: Readonly<Record<Light, string>> = { GREEN: '●', YELLOW: '▲', RED: '■' };
const TONES: Readonly<Record<Light, Tone>> = { GREEN: 'good', YELLOW: 'wait', RED: 'bad' };

/** How near the end of something is: a shape, a colour, and words for both. */
export function LightMark({ light, words = LIGHT_WORDS[light] }: { light: Light; words?: LocalizedText }) {
  const [language] = useLanguage();
  return (
    <span className={`light ${TONES[light]}`}>
      <span aria-hidden="true">{GLYPHS[light]}</span> {words[textKey(language)]}
    </span>
  );
}

/** A state in a word or two. */
export function Chip({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`chip ${tone}`}>{children}</span>;
}

/** Words in the language of the console; a code that came later stands for itself. */
export function useWords() {
  const [language] = useLanguage();
  return <Code extends string>(words: Readonly<Record<Code, LocalizedText>>, code: string): string =>
    Object.hasOwn(words, code) ? words[code as Code][textKey(language)] : code;
}

import type { PersonDuties } from '@xinqiao/consent';
import { type ConsentRequestKind, type DataItemId, PURPOSES } from '@xinqiao/contracts';
import { type Language, textKey } from '../http/request-language.ts';
import { sha256Text } from '../sha256-text.ts';
import { itemNames, type NoticeTerms, termLines } from './notice-terms.ts';
import { NOTICE_TEXT } from './notice-text.ts';

/** One line of the notice: what it is about and what it says. */
export interface NoticeLine {
  readonly label: string;
  readonly text: string | readonly string[];
  /** What it said before, where the request would change it. */
  readonly was?: string | readonly string[];
  /** Data items that `text` names, in its order. */
  readonly items?: readonly DataItemId[];
  /** For each text whether she ticked it, where she may choose. */
  readonly ticked?: readonly boolean[];
}

/** What the owner is told before she answers (PIPL arts. 17, 23, 24, 29; 征信业管理条例 art. 14), line by line. */
export interface Notice {
  readonly language: Language;
  readonly title: string;
  readonly lines: readonly NoticeLine[];
}

export interface NoticeFacts extends NoticeTerms {
  /** Name of the bank. */
  readonly bank: string;
  /** Registered name of the enterprise. */
  readonly enterprise: string;
  /** What the law asks beyond that towards this subject. */
  readonly duties: Pick<PersonDuties, 'adverseEffectWarning' | 'humanReviewOfDecline'>;
  /** Default NEW. */
  readonly kind?: ConsentRequestKind;
  /** The living consent as it stands, where the request would change or prolong it. */
  readonly before?: NoticeTerms | undefined;
  /** Items she may add, and whether she ticked them. Default none. */
  readonly optional?: readonly { readonly item: DataItemId; readonly ticked: boolean }[];
  /** Words that bank and owner compare (CIBA). */
  readonly bindingMessage?: string | null;
  /** How many of those who may act must agree. Default 1. */
  readonly required?: number;
  /** Where an agent prepared it; absent where she was not helped. */
  readonly assistedAt?: string | undefined;
}

/** Writes the notice in one language. The page shows these words and the receipt carries their hash. */
export function noticeOf(facts: NoticeFacts, language: Language): Notice {
  const text = NOTICE_TEXT[language];
  const key = textKey(language);
  const { bank, enterprise, before, optional = [], bindingMessage, required = 1, assistedAt, duties } = facts;
  const terms = termLines(facts, language);
  const earlier = before === undefined ? undefined : termLines(before, language);
  const changed = (name: keyof typeof terms): NoticeLine => {
    const [line, was] = [terms[name], earlier?.[name].text];
    return was === undefined || String(was) === String(line.text) ? line : { ...line, was };
  };
  const ticks = optional.map(({ ticked }) => ticked);
  return {
    language,
    title: text.title[facts.kind ?? 'NEW'](bank, enterprise),
    lines: [
      { label: text.who, text: bank },
      ...(bindingMessage ? [{ label: text.compare, text: bindingMessage }] : []),
      { label: text.purpose, text: PURPOSES[facts.consent.purpose][key] },
      changed('items'),
      ...(optional.length > 0
        ? [
            {
              ...{ label: text.optional, text: itemNames(optional, language), ticked: ticks },
              items: optional.map(({ item }) => item),
            },
          ]
        : []),
      changed('level'),
      changed('range'),
      changed('often'),
      changed('lasts'),
      ...(required > 1 ? [{ label: text.together, text: text.required(required) }] : []),
      ...(assistedAt === undefined ? [] : [{ label: text.assisted, text: text.assistedAt(assistedAt) }]),
      ...(duties.adverseEffectWarning ? [text.adverseEffect] : []),
      ...(duties.humanReviewOfDecline ? [text.humanReview] : []),
      text.stop,
      earlier === undefined ? text.otherwise : text.otherwiseAsBefore,
    ],
  };
}

const TICKS = { ticked: '☑ ', open: '☐ ' } as const;

/** The notice as plain text: exactly the words of the page, ticks included. */
export const noticeText = (notice: Notice): string => {
  const { before } = NOTICE_TEXT[notice.language];
  const words = (text: string | readonly string[]) => (typeof text === 'string' ? text : text.join('; '));
  const said = ({ text, ticked }: NoticeLine) =>
    ticked === undefined || typeof text === 'string'
      ? words(text)
      : text.map((word, at) => `${ticked[at] ? TICKS.ticked : TICKS.open}${word}`).join('; ');
  return [
    notice.title,
    ...notice.lines.map(
      (line) =>
        `${line.label}: ${said(line)}${line.was === undefined ? '' : ` (${before}${words(line.was)})`}`,
    ),
    '',
  ].join('\n');
};

/** SHA-256 of the notice’s text, base64url. */
export const noticeHash = (notice: Notice): string => sha256Text(noticeText(notice));

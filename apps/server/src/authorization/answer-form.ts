import { type DataItemId, PlatformError } from '@xinqiao/contracts';
import { noticeHash } from '../consents/notice.ts';
import type { Question } from '../consents/requests/question.ts';
import { type Language, languageGiven } from '../http/request-language.ts';

/** What the page of a question sends: her answer, and what she saw when she gave it. */
export interface AnswerForm {
  readonly decision?: string;
  /** Hash of the words she saw. */
  readonly notice?: string;
  readonly lang?: string;
  /** Enterprise she answers for. */
  readonly subject?: string;
  /** Optional items she ticked. */
  readonly items?: string | readonly string[];
  readonly formToken?: string;
}

/** What she agreed to, in the language she read it in. */
export interface AgreedWords {
  readonly language: Language;
  /** The optional items she ticked; anything else that was sent is left out. */
  readonly chosen: DataItemId[];
  readonly notice: ReturnType<Question['noticeIn']>;
}

/**
 * She agreed to words: if they are no longer the ones she saw, she is asked again.
 *
 * @throws {PlatformError} `FORM_EXPIRED`
 */
export function agreedWords(question: Question, { decision, notice, lang, items }: AnswerForm): AgreedWords {
  const language = languageGiven(lang);
  if (decision !== 'agree' || notice !== noticeHash(question.noticeIn(language)))
    throw new PlatformError('FORM_EXPIRED');
  const ticked: readonly unknown[] = Array.isArray(items) ? items : [items];
  const chosen = question.optionalItems.filter((item) => ticked.includes(item));
  return { language, chosen, notice: question.noticeIn(language, chosen) };
}

import { dateOf } from '@xinqiao/contracts';
import type { Question } from '../consents/requests/question.ts';
import { showOwnValues } from '../data/own/show-own.ts';
import type { Language } from '../http/request-language.ts';
import type { AuthorizationServices } from './authorization-services.ts';
import { consentPage } from './pages/consent-page.ts';

/** The page of a question: its words, beside them what the sources hold of her, and the two answers. */
export async function showQuestion(
  services: AuthorizationServices,
  question: Question,
  {
    language,
    path,
    formToken,
  }: { readonly language: Language; readonly path: string; readonly formToken: string },
): Promise<string> {
  const { identityId, subjectId, items, optionalItems } = question;
  const ownValues = await showOwnValues(
    services,
    { identityId, subjectId, items: [...items, ...optionalItems] },
    language,
  );
  return consentPage({
    notice: question.noticeIn(language),
    consentId: question.consentId,
    person: question.person,
    approvals: question.approvals,
    ...(question.refusedAt === undefined ? {} : { refusedOn: dateOf(question.refusedAt) }),
    phoneAddress: `${services.origin}/my/requests/${question.requestId}`,
    others: question.choices.filter((choice) => choice.subjectId !== subjectId),
    ...{ path, formToken, ownValues, subjectId },
  });
}

import type { Consent, ConsentRequest, Xinqiao } from '@xinqiao/sdk';

/** Asks a firm whose owner stands at the counter or is on the telephone, and waits for her answer. */
export async function askAtTheCounter(
  xinqiao: Xinqiao,
  request: ConsentRequest,
  show: (words: string) => void,
): Promise<Consent> {
  const bindingMessage = String(Math.floor(1000 + Math.random() * 9000));
  const { pending } = await xinqiao.consents.requestDecoupled(request, {
    bindingMessage,
    answerWithinSeconds: 900,
  });
  // The clerk reads these out: the owner agrees only if her phone shows the same.
  show(bindingMessage);
  return xinqiao.consents.waitFor(pending);
}

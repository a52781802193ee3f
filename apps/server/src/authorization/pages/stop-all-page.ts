import type { LocalizedText } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    title: '停止全部授权？',
    what: '以下授权将立即停止，从那一刻起这些银行不能再读取任何数据。停止后不能恢复；如仍需办理，由银行重新请求。',
    none: '目前没有正在生效的授权。',
    stop: '全部停止',
    keep: '不停止，返回',
  },
  en: {
    title: 'Stop all consents?',
    what: 'These consents stop at once; from that moment none of these banks reads anything. A stopped consent cannot be resumed; the bank would have to ask again.',
    none: 'No consent is in force.',
    stop: 'Stop all',
    keep: 'Keep them and go back',
  },
} as const;

export interface StopAllPageOptions {
  readonly language: Language;
  readonly consents: readonly {
    readonly consentId: string;
    readonly bank: LocalizedText;
    readonly enterprise: string;
  }[];
  readonly formToken: string;
}

/** Asks once more before everything stops. */
export function stopAllPage({ language, consents, formToken }: StopAllPageOptions): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    path: '/my/stop-all',
    body:
      consents.length === 0
        ? html`<p>${text.none}</p><p><a class="button" href="/my">${text.keep}</a></p>`
        : html`<p class="warn">${text.what}</p>
<ul>${consents.map(({ consentId, bank, enterprise }) => html`<li><b>${bank[textKey(language)]}</b> · ${enterprise}<br><code>${consentId}</code></li>`)}</ul>
<form method="post" action="/my/stop-all"><input type="hidden" name="formToken" value="${formToken}">
${consents.map(({ consentId }) => html`<input type="hidden" name="consentId" value="${consentId}">`)}
<button class="stop wide">${text.stop}</button></form>
<p><a class="button" href="/my">${text.keep}</a></p>`,
  });
}

import type { Language } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { qrCode } from './qr-code.ts';

const TEXT = {
  'zh-CN': {
    title: '请在您的手机上答复',
    scan: '用手机扫描二维码，或在手机上打开下面的地址。用您本人的身份登录后，可以查看银行请求了什么，并选择同意或不同意。',
    code: '扫描后在手机上打开请求的二维码',
    own: '请只在您自己的手机上登录。不要把登录验证码告诉银行或代办人员。',
    reference: '编号',
    open: '在本机打开',
  },
  en: {
    title: 'Answer on your own phone',
    scan: 'Scan the code with your phone or open the address below on it. Sign in as yourself to see what the bank asks, and agree or not.',
    code: 'QR code that opens the request on your phone',
    own: 'Sign in on your own phone only. Tell nobody the code you sign in with, neither bank nor agent.',
    reference: 'Number',
    open: 'Open here',
  },
} as const;

export interface AskPageOptions {
  readonly language: Language;
  readonly path: string;
  /** Whole address of the answer page. */
  readonly address: string;
  /** Number of the request, to be typed or read out. */
  readonly reference: string;
}

/** What a counter shows to whoever is asked: how to answer on one’s own phone, and nothing about anybody. */
export function askPage({ language, path, address, reference }: AskPageOptions): string {
  const text = TEXT[language];
  return page({
    language,
    title: text.title,
    path,
    body: html`<p>${text.scan}</p>
${qrCode(address, text.code)}
<p class="reference">${text.reference} <b>${reference.slice(0, 4)} ${reference.slice(4)}</b></p>
<p><a href="${new URL(address).pathname}">${text.open}</a> <code>${address}</code></p>
<p class="warn">${text.own}</p>`,
  });
}

import type { LocalizedText } from '@xinqiao/contracts';
import { type Language, textKey } from '../../http/request-language.ts';
import { html } from './html.ts';
import { page } from './layout.ts';

const TEXT = {
  'zh-CN': {
    title: '登录（沙箱）',
    note: '这是沙箱：人物和企业都是虚构的，选择一个身份即可登录。正式环境使用城市统一身份认证。',
    owners: '企业负责人',
    staff: '代办员和机构人员',
    choose: '以此身份登录',
    other: '其他身份编号',
    signIn: '登录',
  },
  en: {
    title: 'Sign in (sandbox)',
    note: 'This is a sandbox: people and firms are invented. Choose whom to be. In production the city’s own sign-in is used.',
    owners: 'Owners of enterprises',
    staff: 'Village agents and staff of institutions',
    choose: 'Sign in as this person',
    other: 'Number of another identity',
    signIn: 'Sign in',
  },
} as const;

/** Somebody to be in the sandbox. */
export interface PersonaChoice {
  readonly identityId: string;
  readonly name: LocalizedText;
  readonly about: LocalizedText;
}

/** Everybody to choose from. */
export interface Personas {
  readonly owners: readonly PersonaChoice[];
  /** Village agents, and staff of banks, regulators and the operator. */
  readonly staff: readonly PersonaChoice[];
}

export interface SignInPageOptions {
  readonly language: Language;
  readonly personas: Personas;
  /** Where the choice is posted. */
  readonly action: string;
  readonly path: string;
  /** Hidden fields sent along. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Choice of a persona, for the sandbox only. */
export function signInPage({ language, personas, action, path, fields }: SignInPageOptions): string {
  const text = TEXT[language];
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const choice = ({
    identityId,
    name,
    about,
  }: PersonaChoice) => html`<div class="person"><b>${name[textKey(language)]}</b><p>${about[textKey(language)]}</p>
<form method="post" action="${action}">${hidden}<button name="persona" value="${identityId}" aria-label="${text.choose}: ${name[textKey(language)]}">${text.choose}</button></form></div>
`;
  return page({
    language,
    title: text.title,
    path,
    body: html`<p class="warn">${text.note}</p>
<ul><li><a href="#owners">${text.owners}</a></li><li><a href="#staff">${text.staff}</a></li></ul>
<h2 id="owners">${text.owners}</h2>
${personas.owners.map(choice)}
<h2 id="staff">${text.staff}</h2>
${personas.staff.map(choice)}
<form method="post" action="${action}">${hidden}<label for="persona">${text.other}</label>
<input type="text" id="persona" name="persona" autocomplete="off" required maxlength="64"><button>${text.signIn}</button></form>`,
  });
}

import { type ConsentAct, TRANSITIONS } from '../packages/consent/src/index.ts';
import type { ConsentStatus, LocalizedText } from '../packages/contracts/src/index.ts';

type Key = 'zh' | 'en';

const STATES: Readonly<
  Record<ConsentStatus, { readonly at: readonly [number, number]; readonly name: LocalizedText }>
> = {
  PENDING: { at: [40, 170], name: { zh: '等待答复', en: 'asked' } },
  ACTIVE: { at: [330, 170], name: { zh: '生效', en: 'in force' } },
  PAUSED: { at: [330, 330], name: { zh: '暂停', en: 'rests' } },
  REJECTED: { at: [620, 40], name: { zh: '已拒绝', en: 'refused' } },
  REVOKED: { at: [620, 170], name: { zh: '已撤销', en: 'stopped' } },
  EXPIRED: { at: [620, 330], name: { zh: '已到期', en: 'over' } },
};

const ACTS: Readonly<Record<ConsentAct, LocalizedText>> = {
  GRANT: { zh: '同意', en: 'agree' },
  REJECT: { zh: '拒绝', en: 'refuse' },
  AMEND: { zh: '变更', en: 'amend' },
  RENEW: { zh: '续期', en: 'renew' },
  PAUSE: { zh: '暂停', en: 'pause' },
  RESUME: { zh: '恢复', en: 'resume' },
  REVOKE: { zh: '撤销', en: 'stop' },
  EXPIRE: { zh: '到期', en: 'time' },
};

/** Where each arrow runs and where its words stand; acts that share one arrow are named together. */
const ARROWS: Readonly<Record<string, { readonly path: string; readonly words: readonly [number, number] }>> =
  {
    'PENDING ACTIVE': { path: 'M180 200 H324', words: [252, 190] },
    'PENDING REJECTED': { path: 'M110 165 C110 40 400 70 614 70', words: [330, 56] },
    'PENDING REVOKED': { path: 'M150 165 C210 80 540 80 640 164', words: [400, 92] },
    'PENDING EXPIRED': { path: 'M110 235 C110 520 560 520 670 396', words: [250, 470] },
    'ACTIVE ACTIVE': { path: 'M365 165 C365 135 435 135 435 164', words: [400, 134] },
    'ACTIVE PAUSED': { path: 'M370 235 V324', words: [340, 285] },
    'PAUSED ACTIVE': { path: 'M430 325 V236', words: [466, 285] },
    'PAUSED PAUSED': { path: 'M365 395 C365 425 435 425 435 397', words: [400, 436] },
    'ACTIVE REVOKED': { path: 'M470 190 H614', words: [542, 182] },
    'ACTIVE EXPIRED': { path: 'M470 215 C540 230 590 280 640 324', words: [580, 256] },
    'PAUSED REVOKED': { path: 'M470 345 C560 330 620 290 660 236', words: [540, 318] },
    'PAUSED EXPIRED': { path: 'M470 372 H614', words: [542, 364] },
  };

/**
 * The life of a consent as a picture, drawn from the table of transitions: what is not in it has no arrow.
 *
 * @throws {Error} when the table knows a way that has no place in the picture, or the picture one too many
 */
export function consentStates(key: Key): string {
  const acts = new Map<string, string[]>();
  for (const [act, { from, to }] of Object.entries(TRANSITIONS))
    for (const state of from) {
      const arrow = `${state} ${to === 'SAME' ? state : to}`;
      acts.set(arrow, [...(acts.get(arrow) ?? []), ACTS[act as ConsentAct][key]]);
    }
  const drawn = Object.keys(ARROWS);
  const missing = [...acts.keys()].filter((arrow) => !drawn.includes(arrow));
  const idle = drawn.filter((arrow) => !acts.has(arrow));
  if (missing.length + idle.length > 0)
    throw new Error(`draw the states of a consent anew: ${[...missing, ...idle].join(', ')}`);

  const arrows = [...acts].map(([arrow, words]) => {
    const { path, words: at } = ARROWS[arrow] ?? { path: '', words: [0, 0] };
    return `<path d="${path}" marker-end="url(#tip)"/><text x="${at[0]}" y="${at[1]}">${words.join(key === 'zh' ? '、' : ', ')}</text>`;
  });
  const states = Object.entries(STATES).map(([state, { at, name }]) => {
    const final = ['REJECTED', 'REVOKED', 'EXPIRED'].includes(state);
    return `<g transform="translate(${at.join(' ')})"><rect width="140" height="65" rx="10"${final ? ' class="final"' : ''}/><text x="70" y="29" class="code">${state}</text><text x="70" y="50">${name[key]}</text></g>`;
  });
  const title = { zh: '授权的状态与变化', en: 'States of a consent and what moves it' }[key];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" role="img" aria-label="${title}">
<title>${title}</title>
<style>svg{font:15px system-ui,"Noto Sans SC",sans-serif;background:#fff}text{text-anchor:middle;fill:#1c2733}.code{font-weight:700}rect{fill:#e8f1fb;stroke:#1f5fa8;stroke-width:1.5}.final{fill:#eee;stroke:#555}path{fill:none;stroke:#445}marker path{fill:#445}</style>
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 10 5 0 10z"/></marker></defs>
${arrows.join('\n')}
${states.join('\n')}
</svg>
`;
}

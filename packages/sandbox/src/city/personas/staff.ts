import type { Persona } from './persona.ts';

/** People without an enterprise of their own. */
export const STAFF = [
  {
    id: 'persona-han-guiying',
    role: 'AGENT',
    name: { zh: '韩桂英', en: 'Han Guiying' },
    story: {
      zh: '韩桂英是村里的代办员，帮不会用手机的乡亲办事。她没有自己的企业，代谁办、办了什么都要留痕。',
      en: 'Han Guiying is the agent of her village and helps neighbours who cannot use a phone. She has no enterprise of her own; for whom she acts, and what she does, is on record.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-qin-siyuan',
    role: 'BANK_DEVELOPER',
    name: { zh: '秦思远', en: 'Qin Siyuan' },
    story: {
      zh: '秦思远在银行做信贷系统开发，把信桥接入贷款流程。',
      en: "Qin Siyuan develops a bank's lending system and connects it to Xinqiao.",
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-jiang-heng',
    role: 'REGULATOR',
    name: { zh: '蒋衡', en: 'Jiang Heng' },
    story: {
      zh: '蒋衡在监管部门，核验访问日志，跟踪黄灯和红灯。',
      en: 'Jiang Heng works for the regulator, verifies the access log and follows yellow and red lights.',
    },
    enterprise: null,
    expected: null,
  },
  {
    id: 'persona-hua-qing',
    role: 'OPERATOR',
    name: { zh: '华青', en: 'Hua Qing' },
    story: {
      zh: '华青在运营方工作，负责参与方接入、数据目录和密钥。',
      en: 'Hua Qing works for the operator: participants, the catalogue and the keys.',
    },
    enterprise: null,
    expected: null,
  },
] as const satisfies readonly Persona[];
